set -e
mkdir pair one
cp contoso.json Fabrikam.environment.yaml pair
cp contoso.json one
! @POSTHASTE@ env diff pair
! @POSTHASTE@ env diff one
! @POSTHASTE@ env diff contoso.json Fabrikam.environment.yaml
@POSTHASTE@ env list contoso.json
@POSTHASTE@ env template contoso.json -o template.json
! @POSTHASTE@ env template contoso.json -o missing/template.json
@POSTHASTE@ env set contoso.json 'company=A "B"' baseUrl=http://127.0.0.1 clientSecret=
@POSTHASTE@ env set Fabrikam.environment.yaml baseUrl=http://127.0.0.1 'page=1: 2' clientSecret=x
@POSTHASTE@ env unset Fabrikam.environment.yaml company
@POSTHASTE@ env unset contoso.json baseUrl
! @POSTHASTE@ env unset contoso.json compny
! @POSTHASTE@ env set contoso.json company
