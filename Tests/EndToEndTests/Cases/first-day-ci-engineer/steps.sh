repository=@SERVERS@/../..
binary=@POSTHASTE@
. @SERVERS@/first_day.sh
{ posthaste help; posthaste help run; posthaste help init; posthaste help newman; } >help.txt

cp "$repository/collections/orders.postman_collection.json" orders.json
cp "$repository/environments/local.postman_environment.json" local.json
serves orders.json

# The line of the pipeline, with 'newman' replaced.
types posthaste run orders.json -e local.json --env-var port=$port \
    -r cli,junit --reporter-junit-export newman.xml
types posthaste run orders.json -e local.json --env-var port=$port \
    -r junit --reporter-junit-export newman.xml --reporter-junit-layout newman
types posthaste run orders.json -e local.json --env-var port=$port --env-var currency=USD \
    --suppress-exit-code
types posthaste run orders.json -e local.json --env-var port=$port --env-var currency=USD
types posthaste help exit-codes
types posthaste run orders.json -e locl.json
types posthaste init --ci github
types posthaste run --env-var port=$port -r cli,github,junit,html
types posthaste run --env-var port=$port --env-var currency=USD -r github
