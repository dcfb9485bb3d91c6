run="@POSTHASTE@ run collection.json --silent --shard"
CI_NODE_INDEX=2 CI_NODE_TOTAL=3 $run auto
CIRCLE_NODE_INDEX=0 CIRCLE_NODE_TOTAL=3 $run auto
SLURM_ARRAY_TASK_ID=14 SLURM_ARRAY_TASK_MIN=10 SLURM_ARRAY_TASK_STEP=2 SLURM_ARRAY_TASK_COUNT=3 $run auto
JOB_COMPLETION_INDEX=0 $run auto/3
JOB_COMPLETION_INDEX=0 $run auto && exit 9
test $? = 3
$run auto && exit 9
$run 4/3 && exit 9
test $? = 2
