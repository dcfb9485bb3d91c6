cp events.jsonl copy.jsonl
ln -s events.jsonl link.jsonl
@POSTHASTE@ report events.jsonl --reporter-events-export link.jsonl || code=$?
cmp events.jsonl copy.jsonl
exit $code
