run() { ! "$posthaste" run collection.json -k "$@"; }
run_pem() { run --ssl-client-cert .tls/client.pem "$@"; }
run_list() {
    echo "[{\"matches\": [\"https://*:*/*\"], \"passphrase\": \"opensaysme\", $1}]" > list.json
    run --ssl-client-cert-list list.json
}

posthaste=$1
run_pem --ssl-client-key .tls/locked.key
run_pem --ssl-client-key .tls/other.key
run_pem
run_pem --ssl-client-key .tls/client.pem
run_list '"cert": {"src": ".tls/client.pem"}, "key": {"src": ".tls/locked.key"}'

run --ssl-client-cert .tls/client.p12
run --ssl-client-cert .tls/client.p12 --ssl-client-passphrase opensaysme
run_list '"pfx": {"src": ".tls/client.p12"}'
cp .tls/client.pem pem.p12
run --ssl-client-cert pem.p12
for kind in "old -legacy -inkey .tls/client.key" "keyless -nokeys"; do
    set -- $kind
    name=$1
    shift
    openssl pkcs12 -export -in .tls/client.pem -passout pass: -out $name.p12 "$@"
    run --ssl-client-cert $name.p12
done
