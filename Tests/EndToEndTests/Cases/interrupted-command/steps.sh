# A pipe says when the child runs, and its end when nobody has it open any more.
mkfifo pid
setsid @POSTHASTE@ run collection.json --secret 'x=cmd:(echo started; exec sleep 600) > pid; true' &
run=$!
exec 3< pid
read -r started <&3
kill -TERM $run
wait $run && code=0 || code=$?
echo "ended with $code"
read -r more <&3 && echo "it goes on" || echo "no child is left"
