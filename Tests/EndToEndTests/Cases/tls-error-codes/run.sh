! @POSTHASTE@ "$@" -r cli,json --reporter-json-export own.json
! @POSTHASTE@ "$@" -r json --reporter-json-export newman.json --reporter-json-layout newman
