code=0
@POSTHASTE@ run collection.json --folder Users --exclude-folder Users || code=$?
echo $code
code=0
@POSTHASTE@ run collection.json --exclude-folder Purge --request-name '^Smoke' || code=$?
echo $code
