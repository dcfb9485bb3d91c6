"$1" check repo
"$1" run repo --global-var "base=$2"
"$1" run repo/postman/collections/Shop --global-var "base=$2"
