repository=@SERVERS@/../..
binary=@POSTHASTE@
. @SERVERS@/first_day.sh
{ posthaste help; posthaste help run; posthaste help auth check; } >help.txt

cp "$repository/collections/business-central-admin.postman_collection.json" admin.json
cp "$repository/environments/demo.postman_environment.json" demo.json
serves admin.json

types posthaste auth check admin.json -e demo.json --env-var port=$port \
    --oauth2-grant client_credentials --client-secret env:CLIENT_SECRET
types posthaste run admin.json -e demo.json --env-var port=$port \
    --oauth2-grant client_credentials --client-secret env:CLIENT_SECRET \
    -r cli,junit --reporter-junit-export reports/junit.xml
types posthaste run admin.json -e demo.json --env-var port=$port \
    --oauth2-grant client_credentials --client-secret env:NOT_SET
types posthaste run admin.json -e demo.json --env-var port=$port
types posthaste help oauth
