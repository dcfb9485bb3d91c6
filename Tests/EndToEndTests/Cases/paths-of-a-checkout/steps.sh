mkdir -p repository/.git/x repository/api outside elsewhere
cp collection.json repository/api/orders.json
cp collection.json outside/orders.json
ln -s ../repository/api outside/linked
check() { @POSTHASTE@ check "$1" --no-config --format "$2" | grep -o '"\?\(path\|uri\|file\)"\?[=:] *"\?[^",]*"\?'; }
cd repository/api
check ./orders.json gitlab
check ../api/orders.json github
check orders.json sarif
check ../../outside/linked/orders.json gitlab
check ../../outside/orders.json gitlab
cd ../..
CI_PROJECT_DIR=$PWD check outside/orders.json gitlab
GITHUB_WORKSPACE=$PWD check "$PWD/outside/orders.json" github
cd repository/api
@POSTHASTE@ run ./orders.json --no-config -r gitlab,github --reporter-gitlab-export ../../quality.json | grep -o 'file=[^,]*'
grep -o '"path":"[^"]*"' ../../quality.json
