set -e
posthaste() { "@POSTHASTE@" "$@"; }
! posthaste check orders.json -e contoso.postman_environment.json --format json > check.json
! posthaste check orders.json -e contoso.postman_environment.json --format sarif > check.sarif
! posthaste check orders.json -e contoso.postman_environment.json --format github
! posthaste check orders.json -e contoso.postman_environment.json --format gitlab > gitlab.json
posthaste check orders.json -e contoso.postman_environment.json --ignore unused-variable=old*
posthaste check orders.json -e contoso.postman_environment.json --fail-on never > never.txt
posthaste schema check > check.schema.json
posthaste schema config > config.schema.json
@PYTHON@ validate.py check.schema.json check.json
@PYTHON@ validate.py config.schema.json posthaste.json
