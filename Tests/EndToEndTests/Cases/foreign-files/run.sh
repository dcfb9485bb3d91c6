for file in hoppscotch.json insomnia.json openapi.json session.har page.html bruno.json newman.json; do
  ! @POSTHASTE@ run orders.json -e $file || echo "accepted $file"
done
for file in newman.json thunder.json; do ! @POSTHASTE@ run $file || echo "accepted $file"; done
! @POSTHASTE@ run session.har
! @POSTHASTE@ import har newman.json
