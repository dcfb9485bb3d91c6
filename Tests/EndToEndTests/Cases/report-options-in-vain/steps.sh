@POSTHASTE@ run orders.json --folder Two --reporter-junit-export x.xml
code=0
@POSTHASTE@ run orders.json --strict --reporter-teamcity-flat 2> strict.txt || code=$?
echo "strict: $code"
