for file in hoppscotch.json insomnia.json openapi.json session.har page.html bruno.json newman.json; do
  ! @POSTHASTE@ run orders.json -e $file || echo "accepted $file"
done
for file in newman.json thunder.json orders.postman_test_run.json; do ! @POSTHASTE@ run $file || echo "accepted $file"; done
! @POSTHASTE@ run session.har
! @POSTHASTE@ import har newman.json
! @POSTHASTE@ convert backup.json --to v3
! @POSTHASTE@ run orders.json -g backup.json
