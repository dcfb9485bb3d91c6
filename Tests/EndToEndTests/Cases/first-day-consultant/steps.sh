# Runs a command as a person types it; its options must be in README.md or in the help.
types() {
    for word in "$@"; do
        case $word in
            -*)
                if ! grep -qF -- "$word" "$repository/README.md" help.txt; then
                    echo "neither README.md nor the help has '$word'"
                    exit 9
                fi
                ;;
        esac
    done
    echo "\$ $*"
    code=0
    "$@" || code=$?
    echo "(exit code $code)"
}

# Starts the mock of a collection, and sets `port`.
serves() {
    mkfifo pipe
    posthaste mock "$1" --port 0 >pipe &
    mock=$!
    trap 'kill $mock' EXIT
    read -r line <pipe
    port=${line##*:}
}

repository=@SERVERS@/../..
mkdir bin
ln -s @POSTHASTE@ bin/posthaste
PATH=$PWD/bin:$PATH
{ posthaste help; posthaste help run; posthaste help auth check; } >help.txt

cp "$repository/collections/business-central-admin.postman_collection.json" admin.json
cp "$repository/environments/demo.postman_environment.json" demo.json
serves admin.json

types posthaste auth check admin.json -e demo.json --env-var port=$port \
    --oauth2-grant client_credentials --client-secret env:CLIENT_SECRET
types posthaste run admin.json -e demo.json --env-var port=$port \
    --oauth2-grant client_credentials --client-secret env:CLIENT_SECRET \
    -r cli,junit --reporter-junit-export reports/junit.xml
types posthaste run admin.json -e demo.json --env-var port=$port \
    --oauth2-grant client_credentials --client-secret env:NOT_SET
types posthaste run admin.json -e demo.json --env-var port=$port
types posthaste help oauth
