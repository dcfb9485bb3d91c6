code() { name=$1; shift; "$@" > out && code=0 || code=$?; echo "$name $code"; }
code found @POSTHASTE@ run collection.json
code named @POSTHASTE@ run collection.json --config posthaste.json
@POSTHASTE@ trust
code trusted @POSTHASTE@ run collection.json
echo '{"secret":{"x":"cmd:echo another-secret"}}' > posthaste.json
code changed @POSTHASTE@ run collection.json
