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
{
    cat cut.json
    cat << 'END'
, {"name": "variables", "request": "{{base}}", "event": [{"listen": "test", "script": {"exec": [
    "pm.test('of the run', () => pm.expect(pm.variables.get('base')).to.equal(pm.request.url.toString()));",
    "pm.test('of chance', () => pm.expect(pm.variables.replaceIn('{{$guid}}')).to.not.match(/^0{8}/));"]}}]},
  {"name": "loop", "request": "{{base}}", "event": [{"listen": "test", "script": {"exec": ["while (true);"]}}]}]}
END
} > long.json
code=0
"$1" run long.json long.json --env-var "base=$2/" --timeout-script 300 -r cli,junit \
    --reporter-junit-export report.xml || code=$?
echo "both: $code"
code=0
"$1" run cut.json || code=$?
echo "cut off: $code"
