@POSTHASTE@ run orders.json --folder Two --reporter-junit-export x.xml
code=0
@POSTHASTE@ run orders.json --strict --reporter-slack-flat 2> strict.txt || code=$?
echo "strict: $code"
