mkdir reports
@POSTHASTE@ run collection.json -r json,junit
@POSTHASTE@ run collection.json -r json --reporter-json-export reports
ls newman/*.json; ls newman/*.xml; ls reports/*
