run() {
    @POSTHASTE@ "$@" -r gitlab && exit 9
    test $? = 1
}
for n in 1 2; do
    run run ./collection.json --each-environment contoso.json -n 2 --reporter-gitlab-export $n.json
done
@PYTHON@ show.py
# Each report has a name of its own, even if all begin in the same millisecond.
@POSTHASTE@ run collection.json -e contoso.json -r json,ctrf,gitlab -x
ls reports | sed 's/[0-9].*//'
