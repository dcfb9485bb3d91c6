mv newmanrc.json .newmanrc
@POSTHASTE@ run orders.json -r junit --reporter-export report.xml --reporter-teamcity-flat
! @POSTHASTE@ run orders.json --strict 2> strict.txt
