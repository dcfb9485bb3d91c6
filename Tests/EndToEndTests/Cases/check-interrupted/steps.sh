# Each reads a pipe that never ends, and has it open once the shell can open it, too.
mkfifo pipe
for command in check convert; do
  case $command in
    check) @POSTHASTE@ check pipe > output 2>&1 & ;;
    convert) @POSTHASTE@ convert pipe --to v3 -o folder > output 2>&1 & ;;
  esac
  process=$!
  exec 3> pipe
  kill -TERM $process
  wait $process && code=0 || code=$?
  echo "$command ended with $code"
  exec 3>&-
done
