auth() { @POSTHASTE@ auth "$@" -e environment.json; }

code=0
auth token collection.json || code=$?
test $code = 3
auth token collection.json --item Companies > companies
auth token collection.json --item Other/Users > users
cmp -s companies users && exit 9
auth token collection.json --item Other > other
auth token collection.json --item Nowhere || code=$?
test $code = 3
auth status collection.json
