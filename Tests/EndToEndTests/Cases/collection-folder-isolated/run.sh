set -e
! @POSTHASTE@ run Shop/Orders
@POSTHASTE@ run Shop/Orders --allow-broken-files -i Second -i Orders/First
@POSTHASTE@ run Shop/Orders --allow-broken-files --isolated --item First
@POSTHASTE@ run Shop/Orders/First.request.yaml --isolated --integration-id 1-2
