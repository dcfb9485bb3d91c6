@POSTHASTE@ run orders.json -r junit,json --reporter-export report || echo "exit $?"
# A link is the file that it leads to, which does not exist yet.
mkdir links
ln -s first links/second
ln -s second links/third
@POSTHASTE@ run orders.json -r junit,json --reporter-junit-export links/first \
    --reporter-json-export links/third || echo "exit $?"
