run() { @POSTHASTE@ run collection.json --oauth2-grant device_code --color off "$@"; }

# Nobody is at a terminal, and nobody was announced: nothing is requested.
run < /dev/null && exit 9
curl --silent --fail @SERVER@/_log > before
test -s before && exit 9
# Somebody reads the log, and opens the address in it.
mkfifo shown
run --device-code-wait < /dev/null > shown 2>&1 &
while read -r line; do
    echo "$line"
    case "$line" in *user_code=*) @BROWSER@ "$line" ;; esac
done < shown
wait $!
