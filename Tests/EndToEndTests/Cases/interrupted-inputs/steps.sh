mkfifo pipe
# Waits until the command has begun what the second word says, and ends it.
end() {
    run=$!
    eval "$2"
    kill -TERM $run
    wait $run && code=0 || code=$?
    echo "$1 $code"
}
@POSTHASTE@ run collection.json -e pipe &
end file 'exec 3> pipe'
exec 3>&-
@POSTHASTE@ run collection.json --secrets-from 'cmd:: > pipe; sleep 600' &
end command ': < pipe'
@POSTHASTE@ run collection.json --secret 'x=cmd:: > pipe; sleep 600' &
end secret ': < pipe'
@POSTHASTE@ run collection.json -e @SERVER@/slow &
end address 'until grep -q slow .log; do sleep 0.05; done'
mkfifo settings
@POSTHASTE@ run collection.json --config settings &
end settings 'exec 3> settings'
exec 3>&-
