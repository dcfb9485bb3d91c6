! @POSTHASTE@ run collection.json --timeout-script 300
echo == run
! @POSTHASTE@ run collection.json --timeout 400
echo == request
! @POSTHASTE@ run collection.json --timeout-request 300
