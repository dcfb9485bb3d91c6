@POSTHASTE@ env set x.yaml b=z || exit 9
@POSTHASTE@ env set x.yaml c=new && exit 9
@POSTHASTE@ env unset x.yaml a && exit 9
true
