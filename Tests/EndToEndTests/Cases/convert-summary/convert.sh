@POSTHASTE@ convert orders.json --to v3
@POSTHASTE@ convert Orders --to v2.1 -o - > back.json
@POSTHASTE@ convert Shop --to v2.1 -o shop.json
@POSTHASTE@ convert Shop --to v2.1 -o silent.json --silent
