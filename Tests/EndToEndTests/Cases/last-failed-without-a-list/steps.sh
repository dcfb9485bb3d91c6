run() {
    echo "-- $1"
    shift
    @POSTHASTE@ run collection.json -x --reporter-cli-silent "$@" 2>&1
}
run 'never run' --last-failed -e @SERVER@/one.json
run 'another environment' --last-failed -e @SERVER@/two.json --env-var ok=yes
run 'the same environment' --last-failed -e @SERVER@/one.json
touch file
XDG_STATE_HOME="$PWD/file"
export XDG_STATE_HOME
run 'no folder' --last-failed
