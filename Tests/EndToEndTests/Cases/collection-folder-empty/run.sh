mkdir -p postman/collections/Shop/Empty/Nothing
"$1" run postman/collections/Shop/Empty/Nothing
