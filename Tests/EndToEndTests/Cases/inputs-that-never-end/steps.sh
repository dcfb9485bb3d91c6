code() { name=$1; shift; "$@" && code=0 || code=$?; echo "$name $code"; }
mkfifo pipe input
code collection timeout 20 @POSTHASTE@ run pipe --timeout 300
code data timeout 20 @POSTHASTE@ run collection.json -d pipe --timeout 300
code secret timeout 20 @POSTHASTE@ run collection.json --secret 'x=cmd:exec sleep 100' --timeout 300
sleep 100 > input &
code input timeout 20 @POSTHASTE@ run - --timeout 300 < input
kill $!
