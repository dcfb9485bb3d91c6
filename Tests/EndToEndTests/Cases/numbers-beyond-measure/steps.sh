run() { @POSTHASTE@ run collection.json "$@"; }
run -n 1000000000000 --list
run --jobs 1000000000000 --retry 1000000000000 --silent
run --jobs 4611686018427387904 && exit 9
test $? = 2
run --list -n 3074457345618258603 && exit 9
test $? = 2
run --retry 9223372036854775807 && exit 9
test $? = 2
@POSTHASTE@ mock collection.json --token-lifetime 9223372036854775807 && exit 9
test $? = 2
for count in 0 2147483647; do
  CI_NODE_INDEX=1 CI_NODE_TOTAL=$count @POSTHASTE@ run collection.json --shard auto && exit 9
  test $? = 3
done
