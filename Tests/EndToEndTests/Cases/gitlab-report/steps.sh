run() {
    @POSTHASTE@ "$@" -r gitlab && exit 9
    test $? = 1
}
for n in 1 2; do
    run run ./collection.json --each-environment contoso.json -n 2 --reporter-gitlab-export $n.json
done
@PYTHON@ show.py
