code() { name=$1; shift; "$@" && code=0 || code=$?; echo "$name $code" >> codes; }
code cli @POSTHASTE@ run collection.json -r cli > /dev/full
code tap @POSTHASTE@ run collection.json -r tap > /dev/full
code list @POSTHASTE@ run collection.json --list > /dev/full
code completions @POSTHASTE@ completions bash > /dev/full
code closed @POSTHASTE@ run collection.json -r cli,junit --reporter-junit-export report.xml >&-
# A pipe whose reader has gone before anything is written.
mkfifo pipe
: < pipe &
exec 4> pipe
wait
code left-cli @POSTHASTE@ run collection.json -r cli >&4
code left-tap @POSTHASTE@ run collection.json -r tap >&4
code left-teamcity @POSTHASTE@ run collection.json -r teamcity >&4
code left-list @POSTHASTE@ run collection.json --list >&4
exec 4>&-
cat codes report.xml
