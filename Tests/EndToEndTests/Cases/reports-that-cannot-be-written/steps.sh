# Each report is to stand in a folder that is a file.
: > folder
for report in junit json html events tap; do
    code=0
    @POSTHASTE@ run collection.json -r "cli,$report" "--reporter-$report-export" folder/report || code=$?
    echo "$report: $code"
done
