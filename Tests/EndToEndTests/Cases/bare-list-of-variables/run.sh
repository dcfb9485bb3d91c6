"$1" check list.json
"$1" convert list.json --to v3 -o out.environment.yaml
