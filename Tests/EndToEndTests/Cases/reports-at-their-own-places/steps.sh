mkdir given
@POSTHASTE@ run collection.json -r json,junit
@POSTHASTE@ run collection.json -r json --reporter-json-export given
ls reports/*.json; ls reports/*.xml; ls given/*
@POSTHASTE@ run collection.json -r junitfull
ls newman/*
@POSTHASTE@ run collection.json -r json
ls newman/*.json
