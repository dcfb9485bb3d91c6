export RIGHT=s2s-secret
@POSTHASTE@ run collection.json -e environment.json --color off --client-secret env:RIGHT
echo s2s-secret > secret
@POSTHASTE@ run collection.json -e environment.json --color off --client-secret file:secret
printf s2s-secret | @POSTHASTE@ auth token collection.json -e environment.json --client-secret - > token
@POSTHASTE@ run collection.json -e environment.json --color off --access-token - < token
code=0
@POSTHASTE@ run collection.json -e environment.json --client-secret s2s-secret || code=$?
test $code = 2
@POSTHASTE@ run - -e environment.json --access-token - < collection.json || code=$?
test $code = 2
@POSTHASTE@ run collection.json -e environment.json --access-token env:NOT_THERE || code=$?
test $code = 3
@POSTHASTE@ auth complete collection.json --client-secret - || code=$?
test $code = 2
