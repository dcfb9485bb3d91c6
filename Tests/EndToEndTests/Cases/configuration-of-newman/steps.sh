mkdir -p home/.postman
mv home.json home/.postman/newmanrc
mv working.json .newmanrc
HOME=$PWD/home
export HOME
@POSTHASTE@ run orders.json
@POSTHASTE@ run orders.json --no-config --folder Two
