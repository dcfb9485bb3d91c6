run() { '@POSTHASTE@' run collection.json --reporter-cli-silent "$@" || echo "exit $?"; }
run
run --last-failed
run --last-failed --env-var ok=yes
run --last-failed --env-var ok=yes
'@POSTHASTE@' run collection.json --last-failed --folder First || echo "exit $?"
