echo "of the other process" > report
for name in tap events junit; do
    flock report @POSTHASTE@ run collection.json -r $name --reporter-$name-export report &&
        code=0 || code=$?
    echo "$name $code"
done
cat report
