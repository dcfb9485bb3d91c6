set -e
@POSTHASTE@ env list a.json
@POSTHASTE@ env list a.json --json
! @POSTHASTE@ env diff a.json b.json
! @POSTHASTE@ env diff a.json b.json --json
@POSTHASTE@ env template a.json
! @POSTHASTE@ check a.json --color off
