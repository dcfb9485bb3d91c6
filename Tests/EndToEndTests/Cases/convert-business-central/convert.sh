collections=@SERVERS@/../../collections
@POSTHASTE@ convert "$collections/business-central-admin.postman_collection.json" --to v3 -o once
diff -r "$collections/business-central-admin" once
@POSTHASTE@ convert once --to v2.1 -o between.json
@POSTHASTE@ convert between.json --to v3 -o twice
diff -r once twice
