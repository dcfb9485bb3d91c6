look() {
    if @POSTHASTE@ run collection.json "$@" | grep -q "$(printf '\033')"; then echo colored; else echo plain; fi
}
look
FORCE_COLOR=1 look
CLICOLOR_FORCE=1 look
FORCE_COLOR=0 look
NO_COLOR=1 FORCE_COLOR=1 look
FORCE_COLOR=1 look --color off
