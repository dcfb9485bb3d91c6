@POSTHASTE@ check .
@POSTHASTE@ check . ./tenants/../collection.json --no-config --each-environment "$PWD/tenants"
@POSTHASTE@ check . --no-config -e tenants/z.json -e ./tenants/a.json
