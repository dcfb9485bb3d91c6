# A pipe says when the children run, and its end when nobody has it open any more.
mkfifo pid
setsid @POSTHASTE@ run collection.json --each-environment '?.json' --jobs 3 \
  --secrets-from 'cmd:(echo started; exec sleep 600) > pid; true' &
run=$!
exec 3< pid
for child in 1 2 3; do read -r started <&3; done
kill -TERM $run
wait $run && code=0 || code=$?
echo "ended with $code"
read -r more <&3 && echo "it goes on" || echo "no child is left"
