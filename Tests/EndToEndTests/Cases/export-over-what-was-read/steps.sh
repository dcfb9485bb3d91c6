try() {
    kind=$1 file=$2; shift 2
    before=$(cat "$file")
    @POSTHASTE@ run "$@" --silent --export-$kind "$file" && code=0 || code=$?
    [ "$(cat "$file")" = "$before" ] && kept=kept || kept=lost
    echo "$kind $file $code $kept"
}
echo picture > photo.txt
mkdir -p v3/.resources
printf '$kind: collection\nname: Folder\n' > v3/.resources/definition.yaml
printf '$kind: http-request\nmethod: GET\nurl: "@SERVER@/list"\n' > v3/List.request.yaml
for kind in globals environment cookie-jar; do try $kind photo.txt upload.json; done
try collection v3/List.request.yaml v3
try environment base.json upload.json -e base.json -e top.json
try environment top.json upload.json -e base.json -e top.json
