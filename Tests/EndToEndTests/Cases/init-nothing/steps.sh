mkdir empty
cd empty
@POSTHASTE@ init || echo "exit $?"
echo "case of $(ls -A | wc -l) files"
