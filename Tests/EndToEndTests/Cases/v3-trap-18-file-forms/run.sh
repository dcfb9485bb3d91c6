set -e
@POSTHASTE@ run Shop
! @POSTHASTE@ run Alias
