mv a.postman_environment.json 'a b.postman_environment.json'
for service in github gitlab azure jenkins; do
    @POSTHASTE@ init --force --ci $service
done
cat .github/workflows/api-tests.yml .gitlab-ci.yml azure-pipelines.yml Jenkinsfile
@POSTHASTE@ init --ci githb || test $? = 2
mkdir tenants
mv *.postman_environment.json tenants
@POSTHASTE@ init --force --ci gitlab
cat .gitlab-ci.yml
mv tenants '$(id) ${{ a }}'
for service in github azure; do
    @POSTHASTE@ init --force --ci $service
done
grep -h each-environment .github/workflows/api-tests.yml azure-pipelines.yml
