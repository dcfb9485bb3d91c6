! @POSTHASTE@ collection run shop.json
! @POSTHASTE@ login
! @POSTHASTE@ help token
! @POSTHASTE@ auth check shop.json --json
