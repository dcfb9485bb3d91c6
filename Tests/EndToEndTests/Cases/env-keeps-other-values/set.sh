@POSTHASTE@ env set x.yaml b=z && exit 9
@POSTHASTE@ env unset y.yaml b && exit 9
@POSTHASTE@ env set x.yaml a=z || exit 9
