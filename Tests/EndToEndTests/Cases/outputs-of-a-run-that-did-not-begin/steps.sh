outputs='-r json,github --reporter-json-export out.json --reporter-github-summary out.md --har out.har --curl out.sh'
# Makes the outputs of two runs that passed.
pass() { rm -f out*; @POSTHASTE@ run passes.json passes.json $outputs > printed || cat printed; }
# Names the files that say why the run did not begin.
end() { echo $1 $code $(grep -l 'did not begin' out* || true); }
run() { code=0; @POSTHASTE@ run "$@" || code=$?; }

pass
echo before $(ls out*)
run nowhere.json $outputs
end missing
if ! grep -q '"request"' out.har; then echo har without entries; fi
if ! grep -q '^curl' out.sh; then echo sh without commands; fi

# What looks like none of ours stays.
echo '{"collection": "of somebody"}' > out-1.json
echo '#!/bin/sh' > curl.sh
run nowhere.json -r json --reporter-json-export out.json --curl curl.sh
echo other $(grep -l -e 'of somebody' -e '^#!/bin/sh$' out-1.json curl.sh)

pass
run passes.json $outputs --bogus
end option

rm -f out*
echo '{"collection": "passes.json", "reporters": "junit", "reporter": {"junit": {"export": "out.xml"}}}' > posthaste.json
@POSTHASTE@ run > printed || cat printed
run --bogus
end configured
echo '{"reporters": "junit", "reporter": {"junit": {"export": "out.xml"}}, "iterationCount": {}}' > posthaste.json
rm out.xml
run passes.json
end misspelled
echo '{"reporters": "junit", "reporter": {"junit": {"export": "out.xml"}}, "secret": ["a=cmd:true"]}' > posthaste.json
rm out.xml
run passes.json
end untrusted
