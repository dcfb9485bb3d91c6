# The folder of each report is a file.
: > folder
for report in junit json html events tap; do
    code=0
    @POSTHASTE@ run collection.json -r "cli,$report" "--reporter-$report-export" folder/report || code=$?
    echo "$report: $code"
done
