run() { ! "$posthaste" run collection.json -k --ssl-client-cert .tls/client.pem "$@"; }

posthaste=$1
run --ssl-client-key .tls/locked.key
run --ssl-client-key .tls/other.key
run
run --ssl-client-key .tls/client.pem
