! @POSTHASTE@ run collection.json
! @POSTHASTE@ run collection.json -e test.postman_environment.json
