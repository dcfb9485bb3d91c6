! @POSTHASTE@ auth url collection.json 2>&1
! @POSTHASTE@ auth url collection.json --oauth2-grant device_code 2>&1
