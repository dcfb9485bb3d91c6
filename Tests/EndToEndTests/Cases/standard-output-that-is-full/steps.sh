code() { name=$1; shift; "$@" && code=0 || code=$?; echo "$name $code" >> codes; }
code cli @POSTHASTE@ run collection.json -r cli > /dev/full
code tap @POSTHASTE@ run collection.json -r tap > /dev/full
code list @POSTHASTE@ run collection.json --list > /dev/full
code completions @POSTHASTE@ completions bash > /dev/full
code closed @POSTHASTE@ run collection.json -r cli,junit --reporter-junit-export report.xml >&-
cat codes report.xml
