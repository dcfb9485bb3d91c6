run() { @POSTHASTE@ run "$1" -e postman/environments/Local.environment.yaml; }
run "postman/collections/Shop API"
@POSTHASTE@ convert "postman/collections/Shop API" --to v2.1 -o back.json
run back.json
@POSTHASTE@ convert back.json --to v3 -o First
run First
@POSTHASTE@ convert First --to v2.1 -o again.json
@POSTHASTE@ convert again.json --to v3 -o Second
diff -r First Second
