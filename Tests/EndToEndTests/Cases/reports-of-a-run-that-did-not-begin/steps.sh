# Files of an earlier run are in the way, and show whether they are replaced.
begin() {
    echo '<testsuites name="green"/>' > old.xml
    printf '{\n"collection": "green"}' > old.json
    echo 'TAP version 13 green' > old.tap
    echo '{"format":"posthaste-events","name":"green"}' > old.jsonl
}
# Names the kinds of reports that say why the run did not begin.
end() {
    for name in xml json tap jsonl; do
        if grep -q "$2" old.$name && ! grep -q green old.$name; then printf '%s ' $name; fi
    done
    echo "$1 $code"
}
reports='-r junit,json,tap,events,html --reporter-junit-export old.xml --reporter-json-export old.json
    --reporter-tap-export old.tap --reporter-events-export old.jsonl'
run() { code=0; @POSTHASTE@ run $reports "$@" || code=$?; }

begin; run nowhere.json; end missing "did not begin: the collection 'nowhere.json' cannot be read"
begin; run collection.json --client-secret env:POSTHASTE_MISSING; end secret 'POSTHASTE_MISSING.* is not set'
begin; run collection.json --bogus 1; end option "did not begin: unknown option '--bogus'"
begin; run collection.json -n x; end value "'--iteration-count' must be a whole number"
begin; run collection.json --reporter-junitfull-export b.xml; end names "name two files for one report"
grep -o 'two files for one report' b.xml | sort -u
mkfifo pipe
begin; run pipe --timeout 200; end timeout 'the run took longer than 200 ms'
begin
@POSTHASTE@ run $reports collection.json -e pipe &
process=$!
# Waits until the environment is being read.
exec 3> pipe
kill -TERM $process
code=0; wait $process || code=$?
exec 3>&-
end signal '15'
cp collection.json old.xml
code=0; @POSTHASTE@ run old.xml --bogus -r junit --reporter-junit-export old.xml || code=$?
cmp collection.json old.xml
echo input $code
# Nothing replaces an environment that was not yet read.
mkdir tenants
echo '{"name": "green", "values": []}' > tenants/a.json
code=0; run nowhere.json --each-environment tenants --reporter-json-export tenants/a.json || code=$?
grep -c green tenants/a.json
# A folder of results of an earlier run gets one that says so.
mkdir results
code=0; @POSTHASTE@ run nowhere.json -r allure --reporter-allure-export results || code=$?
grep -o 'did not begin' results/*-result.json | sort -u
# Reports of runs that passed are known, alone and together.
kinds='junit json html tap events ctrf gitlab prometheus'
set --
for kind in $kinds; do set -- "$@" --reporter-$kind-export passed.$kind; done
echo '[{"row": 1}, {"row": 2}]' > rows.json
for rows in '' '-d rows.json --each-row'; do
    @POSTHASTE@ run passes.json $rows -r "$(echo $kinds | tr ' ' ,)" "$@" > printed || cat printed
    code=0; @POSTHASTE@ run nowhere.json -r "$(echo $kinds | tr ' ' ,)" "$@" || code=$?
    echo passed $code $(grep -l -e 'did not begin' -e '^posthaste_run_success.* 0.0$' passed.*)
done
ls reports 2> /dev/null || echo no reports under new names
grep -o '"at":"run"' passed.json
