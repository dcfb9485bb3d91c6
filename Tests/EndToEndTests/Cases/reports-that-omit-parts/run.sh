# usage: report OPTION ABSENT PRESENT, of the JSON and the HTML report
report() {
    for kind in json html; do
        for layout in compact newman; do
            rm -f "report.$kind"
            more=
            [ "$kind" = html ] || more="--reporter-json-layout $layout --reporter-json-bodies all"
            # shellcheck disable=SC2086
            @POSTHASTE@ run collection.json --suppress-exit-code -r $kind --reporter-$kind-export report.$kind \
                --reporter-$kind-$1 $more
            for word in $2; do
                if grep -q "$word" "report.$kind"; then
                    echo "$kind $layout $1 has $word"
                    exit 1
                fi
            done
            if [ "$layout" = compact ]; then
                for word in $3; do
                    grep -q "$word" "report.$kind" || { echo "$kind $1 lacks $word"; exit 1; }
                done
            fi
        done
    done
}
report omitRequestBodies "body-of-request" "X-Of-Request X-Of-Response body-of-response"
report omitResponseBodies "body-of-response" "X-Of-Request X-Of-Response body-of-request"
report omitHeaders "X-Of-Request X-Of-Response" "body-of-request body-of-response"
report omitAllHeadersAndBody "X-Of-Request X-Of-Response body-of-request body-of-response" "Order"
report skipSensitiveData "X-Of-Request X-Of-Response body-of-request body-of-response" "Order"
