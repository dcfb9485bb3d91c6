run() { @POSTHASTE@ run collection.json --jobs 1 --silent "$@" || echo "exit $?"; }
run -e a.json --bail
run -e a.json --last-failed --env-var ok=yes
run --each-environment a.json --each-environment b.json --fail-fast
run --each-environment a.json --each-environment b.json --last-failed --env-var ok=yes
# All of them have run, and nothing failed.
run --each-environment a.json --each-environment b.json --last-failed --list | grep -c Second
