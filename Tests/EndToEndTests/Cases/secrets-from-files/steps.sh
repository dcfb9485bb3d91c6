echo '{"c": {"ciphertext": "x"}, "sops": {"version": "3"}}' > encrypted.json
mkdir programs
printf '#!/bin/sh\ntest "$1" = --decrypt && echo "{\\"c\\": \\"secret-of-sops\\"}"\n' > programs/sops
chmod +x programs/sops
PATH="$PWD/programs:$PATH" @POSTHASTE@ run collection.json -e tenant.json --secrets-from tenant.env --secrets-from mounted \
    --secrets-from encrypted.json
@POSTHASTE@ run collection.json -e tenant.json --secrets-from 'none-{environment}.json' && exit 9
test $? = 3
