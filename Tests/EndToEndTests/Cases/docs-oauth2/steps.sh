# The commands of the article 'OAuth 2.0 and Business Central', typed against the mock tenant.
root=@SERVERS@/../..
cp $root/collections/business-central-admin.postman_collection.json orders.json
posthaste() { @POSTHASTE@ "$@"; }
# Ends every mock tenant at the end, even after a failure.
mocks=
trap 'kill $mocks 2> /dev/null || true' EXIT
# Starts a tenant, and makes an environment of its port.
mock() {
    rm -f greeting && mkfifo greeting
    @POSTHASTE@ mock orders.json --port 0 "$@" > greeting &
    mocks="$mocks $!"
    read -r line < greeting
    port=${line##*:}
    sed "s/8080/$port/; s/made-up-for-the-demo//" \
        $root/environments/demo.postman_environment.json > contoso.json
}
# Somebody signs in at the link.
sign_in() { curl --silent --output page --write-out '%{redirect_url}' "$1"; }
export CONTOSO_SECRET=given-elsewhere

mock
echo "== check"
posthaste auth check orders.json -e contoso.json --client-secret env:CONTOSO_SECRET
echo "== somebody else signs in"
posthaste auth url orders.json -e contoso.json --client-secret env:CONTOSO_SECRET \
    --login-hint anna@contoso.com --prompt select_account > link.txt 2> advice
grep -c 'login_hint=anna%40contoso.com&prompt=select_account' link.txt
sign_in "$(cat link.txt)" > answer.txt
posthaste auth complete orders.json -e contoso.json --client-secret env:CONTOSO_SECRET < answer.txt
echo "== as a user"
posthaste run orders.json -e contoso.json --client-secret env:CONTOSO_SECRET --folder Environments
posthaste auth status
posthaste auth status --json
posthaste auth token orders.json -e contoso.json --client-secret env:CONTOSO_SECRET > token
echo "== service to service"
posthaste run orders.json -e contoso.json --folder Environments \
    --oauth2-grant client_credentials --client-secret env:CONTOSO_SECRET
echo "== several customers"
printf '{"environment": "contoso.json", "clientSecret": "env:CONTOSO_SECRET"}' > contoso.config.json
posthaste run orders.json --config contoso.config.json --folder Environments
echo "== device code"
rm -f shown && mkfifo shown
posthaste run orders.json -e contoso.json --client-secret env:CONTOSO_SECRET \
    --folder Environments --oauth2-grant device_code --device-code-wait \
    --token-cache off < /dev/null > shown 2>&1 &
while read -r line; do
    echo "$line"
    case "$line" in *user_code=*) curl --silent "$line" > page ;; esac
done < shown
wait $!
echo "== on behalf of"
USER_TOKEN=$(cat token)
export USER_TOKEN
posthaste run orders.json -e contoso.json --client-secret env:CONTOSO_SECRET \
    --folder Environments --oauth2-grant jwt_bearer --assertion env:USER_TOKEN
posthaste run orders.json -e contoso.json --client-secret env:CONTOSO_SECRET \
    --folder Environments --oauth2-grant token_exchange --assertion env:USER_TOKEN
echo "== access token"
posthaste run orders.json -e contoso.json --folder Environments --access-token env:USER_TOKEN
echo "== logout"
posthaste auth logout --environment contoso.json
posthaste auth status
echo "== a secret that has expired"
mock --fail AADSTS7000222
posthaste run orders.json -e contoso.json --client-secret env:CONTOSO_SECRET \
    --folder Environments --oauth2-grant client_credentials && exit 9
echo "== no secret"
posthaste auth login orders.json -e contoso.json && exit 9
true
