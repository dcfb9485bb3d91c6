@POSTHASTE@ run collection.json
@POSTHASTE@ convert collection.json --to v3
@POSTHASTE@ run Orders
@POSTHASTE@ convert Orders --to v2.1 -o back.json
@POSTHASTE@ run back.json
! @POSTHASTE@ convert collection.json --to v3
@POSTHASTE@ convert collection.json --to v3 --force
