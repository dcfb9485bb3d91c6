for source in env:NOT_SET file:not-there 'cmd:echo on the way >&2; exit 7' 'cmd:kill -PIPE $$; echo alive' \
    'cmd:true'; do
    code=0
    @POSTHASTE@ run @SERVER@/collection.json --secret "key=$source" || code=$?
    echo $code
done
# A parent that ignores SIGCHLD passes that on.
perl -e '$SIG{CHLD} = "IGNORE"; exec @ARGV' \
    @POSTHASTE@ run collection.json --secret 'key=cmd:echo value; exit 8' || echo $?
code=0
@POSTHASTE@ run collection.json --secret key=hunter2-hunter2 || code=$?
echo $code
