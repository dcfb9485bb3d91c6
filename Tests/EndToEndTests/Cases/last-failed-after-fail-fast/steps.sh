run() {
    @POSTHASTE@ run collection.json --each-environment a.json --each-environment slow.json "$@"
}
run --jobs 2 --fail-fast --silent || echo "exit $?"
run --last-failed --list | grep '^→'
