@POSTHASTE@ run Kinds
@POSTHASTE@ convert Kinds --to v2.1 -o back.json
! grep requestKind back.json
