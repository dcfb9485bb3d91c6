mv newmanrc.json .newmanrc
@POSTHASTE@ run orders.json -r junit --reporter-export report.xml --reporter-slack-flat
! @POSTHASTE@ run orders.json --strict 2> strict.txt
