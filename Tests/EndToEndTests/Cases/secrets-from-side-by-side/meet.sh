# Prints a secret once three of these commands run at the same time.
touch "here-$1"
tries=0
while [ "$(ls here-* | wc -l)" -lt 3 ]; do
  tries=$((tries + 1)); [ $tries -lt 1500 ] || exit 1
  sleep 0.02
done
echo "{\"key\": \"secret-of-$1\"}"
