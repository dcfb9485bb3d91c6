run() { @POSTHASTE@ run collection.json --jobs 1 --silent "$@" || echo "exit $?"; }
# As 'init' writes it for a single environment.
echo '{"environment": "tenants/contoso.json"}' > posthaste.json
run --each-environment tenants
echo '{"eachEnvironment": "tenants"}' > posthaste.json
run -e tenants/fabrikam.json
echo '{"environment": "tenants/contoso.json", "run": {"eachEnvironment": "tenants"}}' > posthaste.json
run
# An empty list takes back only its own option.
echo '{"environment": "tenants/contoso.json", "run": {"eachEnvironment": []}}' > posthaste.json
run
rm posthaste.json
run -e tenants/contoso.json --each-environment tenants
run -e tenants/contoso.json --each-environment ./tenants/contoso.json
run -e tenants/contoso.json --each-environment tenants/contoso.json --list
rm tenants/fabrikam.json
run -e tenants/contoso.json --each-environment tenants
@POSTHASTE@ check collection.json -e tenants/contoso.json --each-environment tenants || echo "exit $?"
