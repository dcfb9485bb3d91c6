umask 077
age-keygen -o key.txt 2> keygen.txt
printf 'token=secret-of-%s\n' age |
    age --encrypt --recipient "$(age-keygen -y key.txt)" --output contoso.env.age
run() { @POSTHASTE@ run collection.json --each-environment contoso.json --secrets-from '{environment}.env.age'; }
SOPS_AGE_KEY_FILE=key.txt run
unset SOPS_AGE_KEY_FILE
run && exit 9
test $? = 3
