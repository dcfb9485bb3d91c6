# A cluster of this machine alone, on ports that the system chooses, if Slurm is there.
skip() { echo "skipped: $*"; exit 0; }
for program in sbatch sinfo slurmctld slurmd; do
    command -v $program > /dev/null || skip "$program is not installed"
done
mkdir state spool
@PYTHON@ cluster.py > slurm.conf
export SLURM_CONF=$PWD/slurm.conf
slurmctld -D > controller.log 2>&1 &
controller=$!
slurmd -D > node.log 2>&1 &
node=$!
trap 'kill $controller $node 2> /dev/null || true' EXIT
tries=0
until timeout 5 sinfo -h -o %T 2> /dev/null | grep -q idle; do
    tries=$((tries + 1))
    kill -0 $controller 2> /dev/null || skip "slurmctld ended: $(tail -n 1 controller.log)"
    kill -0 $node 2> /dev/null || skip "slurmd ended: $(tail -n 1 node.log)"
    [ $tries -lt 150 ] || skip "the node does not become idle"
    sleep 0.2
done

run() { @POSTHASTE@ run collection.json -d rows.json --each-row --silent "$@"; }
run --reporter-events-export whole.jsonl
cat > task.sh <<'END'
#!/bin/sh
# The second task of the array named 'killed' does not come to its end.
[ "$1$SLURM_ARRAY_TASK_ID" = killed2 ] && kill -KILL $$
@POSTHASTE@ run collection.json -d rows.json --each-row --silent --shard auto \
    --reporter-events-export "$1-$SLURM_ARRAY_TASK_ID.jsonl"
: > "done/$1-$SLURM_ARRAY_TASK_ID"
END
mkdir done
for array in 1:1-1 3:1-3 7:1-7 killed:1-3; do
    sbatch --output=/dev/null --array=${array#*:} task.sh ${array%:*} > /dev/null
done
# All tasks but the killed one; sbatch itself would look for them every few seconds only.
until [ "$(ls done | wc -l)" = 13 ]; do sleep 0.1; done
for count in 1 3 7; do @PYTHON@ union.py whole.jsonl $count-*.jsonl; done
status=0
@POSTHASTE@ report merge killed-*.jsonl --silent 2> merge.log || status=$?
echo "merged without the killed task: $status, $(grep -o 'shard . of . is missing' merge.log)"
