run() { @POSTHASTE@ run collection.json -r allure,ctrf "$@"; }
run --each-environment contoso.json --each-environment fabrikam.json --reporter-allure-export tenants \
    --reporter-ctrf-export tenants.json
run -d rows.json --each-row --reporter-allure-export rows --reporter-ctrf-export rows-report.json
@PYTHON@ read.py tenants tenants.json
@PYTHON@ read.py rows rows-report.json
