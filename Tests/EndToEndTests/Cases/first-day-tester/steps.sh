repository=@SERVERS@/../..
binary=@POSTHASTE@
. @SERVERS@/first_day.sh
{ posthaste help; posthaste help run; posthaste help --folder; } >help.txt

# What was exported from Postman.
cp "$repository/collections/orders.postman_collection.json" orders.json
cp "$repository/environments/local.postman_environment.json" local.json
cp "$repository/collections/customers.csv" .
serves orders.json

types posthaste help
types posthaste run orders.json -e local.json --list
types posthaste run orders.json -e local.json --env-var port=$port
types posthaste run orders.json -e local.json --env-var port=$port -d customers.csv \
    -r cli,html --reporter-html-export reports/orders.html
types posthaste run orders.json -e local.json --env-var port=$port --env-var currency=USD
types posthaste run orders.json -e local.json --env-var port=$port --env-var currency=USD \
    --last-failed --verbose
types posthaste help --folder
