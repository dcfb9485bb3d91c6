for number in 1 2 3; do
    for signal in INT TERM; do
        timeout -s $signal 1 @POSTHASTE@ run collection.json -d rows.json --each-row --jobs 8 --silent \
            -r junit,json --reporter-junit-export $signal-$number.xml \
            --reporter-json-export $signal-$number.json && exit 9
        test $? = 124
    done
done
@PYTHON@ whole.py
