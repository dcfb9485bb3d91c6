@POSTHASTE@ run a.json b.json --folder Smoke
@POSTHASTE@ run a.json b.json --folder Smok
