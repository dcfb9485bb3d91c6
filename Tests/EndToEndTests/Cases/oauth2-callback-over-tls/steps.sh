port=$(@PYTHON@ -c 'import socket; s = socket.create_server(("", 0)); print(s.getsockname()[1])')
@POSTHASTE@ run collection.json --issuer @SERVER@ --color off --env-var "port=$port"
