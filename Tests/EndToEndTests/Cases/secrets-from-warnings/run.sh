@POSTHASTE@ run c.json --each-environment tenants --secrets-from env-prefix:NOPE_ -r junit --reporter-junit-export a.xml 2>told.txt
echo "prefix: $(grep -c "no variable of the process" told.txt)"
@POSTHASTE@ run c.json --each-environment tenants -r junit --reporter-junit-export b.xml \
    --secrets-from "cmd:echo '{\"on\": true, \"a\": \"Winter-Rain-81\"}' # ghp_k8Jd02mNq7Rt5WvZ1xYbk8Jd02mNq7Rt5WvZ" 2>told.txt
echo "command: $(grep -c "values that are no secrets" told.txt)"
cat told.txt
@POSTHASTE@ run c.json --secrets-from env-prefix:NOPE_ --silent 2>told.txt
echo "silent: $(grep -c "no variable of the process" told.txt)"
