set -e
@POSTHASTE@ convert contoso.json --to v3
@POSTHASTE@ convert Contoso.environment.yaml --to v2.1 -o back.json
@POSTHASTE@ convert back.json --to v3 -o again.environment.yaml
cmp Contoso.environment.yaml again.environment.yaml
@POSTHASTE@ convert globals.json --to v3
! @POSTHASTE@ convert contoso.json --to v3
mkdir empty && ! @POSTHASTE@ run empty
