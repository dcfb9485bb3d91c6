for limit in 'p95>5ms' 'p95<nan' 'failed<200%' 'q<1' 'failed<0' ': p95<1s' ''; do
  ! @POSTHASTE@ run collection.json --threshold "$limit" || echo "accepted $limit"
done
! @POSTHASTE@ run collection.json --threshold 'p95<1s' --threshold 'p95<2s'
echo '{"collection": "collection.json", "threshold": ["p95<500ms", "max<infs"]}' > posthaste.json
! @POSTHASTE@ run
