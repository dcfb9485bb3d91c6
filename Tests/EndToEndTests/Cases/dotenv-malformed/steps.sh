@POSTHASTE@ run collection.json --dotenv none.env || echo $?
@POSTHASTE@ run collection.json --dotenv bad.env
