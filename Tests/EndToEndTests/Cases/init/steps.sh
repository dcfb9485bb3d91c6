mkdir api node_modules
mv local.json api/
mv shop.json api/
cp api/shop.json node_modules/other.postman_collection.json
printf 'build/' > .gitignore

@POSTHASTE@ init
echo "== posthaste.json"
cat posthaste.json
echo "== .gitignore"
cat .gitignore
@POSTHASTE@ run

echo "== again"
@POSTHASTE@ init || echo "exit $?"
echo "== with another file"
@POSTHASTE@ init --ci gitlab
test -e .gitlab-ci.yml
echo "== by force"
@POSTHASTE@ init --force

echo "== bytes"
printf 'b\351/\n' > .gitignore
@POSTHASTE@ init --force >/dev/null
od -An -c .gitignore | tr -d ' \n'
