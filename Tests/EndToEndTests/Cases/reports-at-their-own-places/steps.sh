mkdir given
@POSTHASTE@ run collection.json -r json,junit
@POSTHASTE@ run collection.json -r json --reporter-json-export given
ls reports/*.json; ls reports/*.xml; ls given/*
@POSTHASTE@ run collection.json -r junitfull
ls newman/*
@POSTHASTE@ run collection.json -r json
ls newman/*.json
# Folders that do not exist yet are different places.
@POSTHASTE@ run collection.json -r json,ctrf --reporter-json-export a/x.json --reporter-ctrf-export b/x.json
ls a/* b/*
