as_user() {
    if [ "$(id -u)" = 0 ]; then
        setpriv --reuid=65534 --regid=65534 --clear-groups "$@"
    else
        "$@"
    fi
}

mkdir closed
cp collection.json environment.json closed/
echo "an earlier report, which is longer than nothing" > closed/report.json
chmod 666 closed/*
chmod 555 closed
trap "chmod 755 closed" EXIT
as_user '@POSTHASTE@' run closed/collection.json -e closed/environment.json --silent \
    --export-environment closed/environment.json -r json \
    --reporter-json-export closed/report.json
cat closed/environment.json
tail -c 2 closed/report.json | grep -q '^}' && echo "the report is whole"
echo "$(ls -A closed | wc -l) files"
