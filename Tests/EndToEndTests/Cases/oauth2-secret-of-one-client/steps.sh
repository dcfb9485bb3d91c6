export GIVEN=s2s-secret
run() {
    code=0
    @POSTHASTE@ run collection.json -e environment.json --client-secret env:GIVEN "$@" || code=$?
    echo "exit $code"
}

run --env-var clientSecret=
run --env-var clientSecret=another
