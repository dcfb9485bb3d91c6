run() { @POSTHASTE@ run collection.json "$@" > report; grep -c "OK," report; }
run --folder "Orders//orders/{id}" --folder Users/Purge
run --folder "Orders / List orders"
run --exclude-folder Purge --folder Users --folder Ping
run --request-name '(?i)^LIST' --request-name '[{]id[}]$' --exclude-folder 'Users/List users'
