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
{ posthaste help; posthaste help run; posthaste help --folder; } >help.txt

# What was exported from Postman.
cp "$repository/collections/orders.postman_collection.json" orders.json
cp "$repository/environments/local.postman_environment.json" local.json
cp "$repository/collections/customers.csv" .
serves orders.json

types posthaste help
types posthaste run orders.json -e local.json --list
types posthaste run orders.json -e local.json --env-var port=$port
types posthaste run orders.json -e local.json --env-var port=$port -d customers.csv \
    -r cli,html --reporter-html-export reports/orders.html
types posthaste run orders.json -e local.json --env-var port=$port --env-var currency=USD
types posthaste run orders.json -e local.json --env-var port=$port --env-var currency=USD \
    --last-failed --verbose
types posthaste help --folder
