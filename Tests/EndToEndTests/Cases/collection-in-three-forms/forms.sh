set -e
@POSTHASTE@ convert shop.json --to v3 -o Shop
for form in shop.json Shop document.json; do
    @POSTHASTE@ run $form -r junit --reporter-junit-export junit.xml
    grep -q 'classname="Orders.New order" ' junit.xml || cat junit.xml
    # Times, and the files of requests, which only a folder has.
    sed -E 's/ (time|timestamp|file)="[^"]*"//g; /^of Shop/d; /name="(timings|scriptTime)"/d' junit.xml > $form.xml
done
cmp shop.json.xml Shop.xml
cmp shop.json.xml document.json.xml
