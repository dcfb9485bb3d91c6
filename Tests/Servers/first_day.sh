# What the cases of first days share. A case sets `repository` and `binary` before it reads this.

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

mkdir bin
ln -s "$binary" bin/posthaste
PATH=$PWD/bin:$PATH
