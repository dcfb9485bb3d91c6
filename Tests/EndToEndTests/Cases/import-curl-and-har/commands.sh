# Two orders.
curl -sS '@SERVER@/orders?a=1' -H 'X-Id: 007' \
  --data-raw $'{"a": "it\'s"}' -H "Content-Type: application/json"
curl -XPUT @SERVER@/form -d a=1 -d b=x%20y -u ada:Winter2026! --retry 2
curl -G @SERVER@/search --data-urlencode 'q=a b'
curl --proxy-user u:proxy-canary --json @order.json @SERVER@/file
curl -X GET @SERVER@/get -d '{"a": 1}' --next -d '["b"]' @SERVER@/next
