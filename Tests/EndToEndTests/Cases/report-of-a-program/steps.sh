cat > my-report <<'END'
#!/bin/sh
echo "arguments: $*" > arguments.txt
grep -c '"event":"' > count.txt
END
chmod +x my-report
'@POSTHASTE@' run collection.json -r cli,./my-report --reporter-my-report-title "A b" --reporter-my-report-flat
cat arguments.txt count.txt
'@POSTHASTE@' run collection.json -r "cmd:awk -F, 'END { print NR > \"lines.txt\" }'"
[ "$(cat lines.txt)" -gt 4 ] && echo counted
'@POSTHASTE@' run collection.json -r 'cmd:exit 3' || echo "exit $?"
'@POSTHASTE@' run collection.json -r ./my-reprot || echo "exit $?"
