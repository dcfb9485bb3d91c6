echo old > file
for option in --save-responses --reporter-allure-export; do
    @POSTHASTE@ run collection.json -r allure $option file && code=0 || code=$?
    echo "$option $code"
done
cat file
