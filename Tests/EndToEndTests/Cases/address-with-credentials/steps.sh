address='@SERVER@/orders?apikey=sesame'
# Says which reports say why the run did not begin, what they call it, and which have the secret.
fail() {
    what=$1; shift; rm -f c.*
    for kind in junit json html tap events ctrf gitlab; do
        set -- "$@" --reporter-$kind-export c.$kind
    done
    code=0
    @POSTHASTE@ run "$@" -r junit,json,html,tap,events,ctrf,gitlab --curl c.curl || code=$?
    name=$(sed -n 's/.*<testsuite name="\([^"]*\)".*/\1/p' c.junit)
    echo "$what:" $code $(ls c.*) "$name" $(grep -l -e sesame c.*)
}
fail 'no server' 'http://somebody:sesame@127.0.0.1:1/orders?apikey=sesame'
fail 'no folder' "$address" --folder nope
fail 'no environment' "$address" -e '@SERVER@/nowhere?apikey=sesame'
fail 'no option' "$address" --bogus
fail 'an address as a folder' "$address" --folder "$address"
fail 'no limit' "$address" "--timeout=$address"
fail 'no fragment' 'http://somebody:5#sesame@127.0.0.1/orders'
fail 'no user' 'http://somebody:sesame?@127.0.0.1/orders'
code=0
@POSTHASTE@ run ' http://somebody:sesame@127.0.0.1/orders?apikey=sesame' || code=$?
echo "a blank before it: $code"
code=0
@POSTHASTE@ "$address" || code=$?
echo "a command: $code"
for command in trust help; do
    code=0
    @POSTHASTE@ $command "$address" || code=$?
    echo "$command: $code"
done
code=0
@POSTHASTE@ run "$address" --last-failed -e '@SERVER@/environment?apikey=sesame' --jobs 1 \
    --each-environment '@SERVER@/environment?apikey=sesame' \
    --each-environment '@SERVER@/environment?apikey=sesame-2' \
    --each-environment '@SERVER@/environment?apikey=sesame-3' -r cli,junit \
    --reporter-junit-export c.junit || code=$?
echo environments: $code $(grep -l sesame c.junit)
code=0
@POSTHASTE@ init "$address" || code=$?
echo "a word of init: $code"
code=0
@POSTHASTE@ report "$address" -r junit --reporter-junit-export c.junit || code=$?
echo stream: $code $(grep -l sesame c.junit)
