run() { "$posthaste" run collection.json -k --item 'TLS 1.2' --item 'TLS 1.3' "$@"; }

posthaste=$1
"$posthaste" run collection.json -k --item Ports --export-environment ports.json
echo "== none"
! run -e ports.json
echo "== foreign"
! run -e ports.json --ssl-client-cert .tls/self.pem --ssl-client-key .tls/self.key
echo "== own"
run -e ports.json --ssl-client-cert .tls/client.pem --ssl-client-key .tls/client.key
