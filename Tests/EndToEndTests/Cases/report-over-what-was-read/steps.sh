try() {
    name=$1 file=$2; shift 2
    before=$(cat "$file")
    @POSTHASTE@ run "$@" && code=0 || code=$?
    [ "$(cat "$file")" = "$before" ] && kept=kept || kept=lost
    echo "$name $code $kept"
}
for file in x.env secret.txt all.env ca.pem secrets/key photo.txt; do
    mkdir -p "$(dirname $file)"
    echo "NAME=value-of-a-file" > $file
done
ln x.env link.env
cat > upload.json <<'END'
{"info": {"name": "C"}, "item": [{"name": "a", "request": {"method": "POST", "url": "@SERVER@/a",
 "body": {"mode": "formdata", "formdata": [{"key": "f", "type": "file", "src": "{{photo}}"}]}}}]}
END
tap="-r tap --reporter-tap-export"
try dotenv x.env collection.json --dotenv x.env $tap ./link.env
try secret secret.txt collection.json --secret a=file:secret.txt $tap secret.txt
try secrets all.env collection.json --secrets-from all.env $tap all.env
try authority ca.pem collection.json --ssl-extra-ca-certs ca.pem $tap ca.pem
try member secrets/key collection.json --secrets-from secrets $tap secrets/key
try upload photo.txt upload.json --env-var photo=photo.txt -r events \
    --reporter-events-export photo.txt
try named photo.txt upload.json --env-var photo=./photo.txt --har photo.txt
echo '{"iterationCount": 1}' > posthaste.json
try found posthaste.json collection.json $tap posthaste.json
