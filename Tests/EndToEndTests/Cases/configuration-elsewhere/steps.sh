mkdir ci
mv orders.json contoso.json run.json ci
@POSTHASTE@ run --config ci/run.json
