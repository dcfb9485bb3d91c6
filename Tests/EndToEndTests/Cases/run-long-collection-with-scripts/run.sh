set -e
{
    printf '{"info": {"name": "Long"}, "item": ['
    for number in $(seq 900); do
        test "$number" = 1 || printf ','
        printf '{"name": "r%s", "event": [{"listen": "test", "script": {"exec": [' "$number"
        printf '"pm.test(%s, () => pm.expect(pm.response.code).to.equal(200));"]}}],' "'found'"
        printf ' "request": {"method": "GET", "url": "{{base}}/r%s"}}\n' "$number"
    done
} > cut.json
{ cat cut.json; printf ']}'; } > long.json
"$1" run long.json --env-var "base=$2"
! "$1" run cut.json
