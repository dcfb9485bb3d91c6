run() { @POSTHASTE@ run collection.json "$@"; }
# Each user has its part of the rows, and then the last one.
users() { run --jobs 1 --folder One -r events --reporter-events-export users.jsonl "$@"; }
users -d rows.json -n 7 --parallel-iterations 3
@PYTHON@ rows.py
users -d rows.json -n 3 --parallel-iterations 2
@PYTHON@ rows.py
# The time ends what the numbers do not.
for data in '' '-d rows.json'; do
  run $data -n 1000000000000 --parallel-iterations 3 --timeout 1s \
    -r events --reporter-events-export users.jsonl && exit 9
  test $? = 1
done
@PYTHON@ rows.py count
