code=0
@POSTHASTE@ run orders.json users.json last.json -e environment.json --seed 7 -r cli,junit \
    --reporter-junit-export report.xml --export-environment out/ --export-cookie-jar out/ || code=$?
ls out | sed -E 's/[0-9]{4}-[0-9-]+T[0-9-]+/TIME/'
grep -l over out/newman-environment-*
exit $code
