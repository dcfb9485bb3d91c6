@POSTHASTE@ run collection.json -r tap > report.tap || test $? = 1
perl read.pl report.tap
@PYTHON@ read.py report.tap
@POSTHASTE@ run collection.json -r cli,tap --reporter-tap-export reports/tap.txt --silent || test $? = 1
head -n 2 reports/tap.txt
