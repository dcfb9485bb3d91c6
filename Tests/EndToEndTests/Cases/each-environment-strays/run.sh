@POSTHASTE@ run collection.json --each-environment tenants
@POSTHASTE@ run collection.json --each-environment 'tenants/*.json'
@POSTHASTE@ env list tenants
! @POSTHASTE@ run collection.json --each-environment tenants/package.json
rm tenants/contoso.json
! @POSTHASTE@ run collection.json --each-environment tenants
