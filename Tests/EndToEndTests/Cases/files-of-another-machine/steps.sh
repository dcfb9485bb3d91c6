mkdir uploads
printf 'a;b\n' > uploads/orders.csv
@POSTHASTE@ run collection.json --working-dir uploads
