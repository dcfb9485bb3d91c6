check() {
    echo "== $1"
    shift
    code=0
    @POSTHASTE@ auth check collection.json -e environment.json "$@" || code=$?
    echo "exit $code"
}

check right
check secret --env-var clientSecret=wrong-secret-of-web
check client --env-var clientId=nobody
check redirect --env-var redirect=http://127.0.0.1/other
check address --env-var loginUrl=@SERVER@/nowhere
check silence --env-var loginUrl=http://127.0.0.1:1
check scope --env-var scope=unheard-of
check service --oauth2-grant client_credentials --env-var clientId=s2s \
    --env-var clientSecret=s2s-secret
check permission --oauth2-grant client_credentials --env-var clientId=s2s \
    --env-var clientSecret=s2s-secret --env-var scope=unheard-of
check device --oauth2-grant device_code --env-var clientId=device --env-var clientSecret=
check stranger --oauth2-grant device_code --env-var clientId=nobody --env-var clientSecret=
