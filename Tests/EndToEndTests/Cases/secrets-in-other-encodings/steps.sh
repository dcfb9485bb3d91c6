printf '\357\273\277marked\n' > marked.txt
printf '\377\376w\000i\000d\000e\000\r\000\n\000' > wide.txt
printf '\377\376{\000"\000c\000"\000:\000"\000l\000i\000s\000t\000"\000}\000' > list.json
@POSTHASTE@ run collection.json --silent --secret a=file:marked.txt --secret b=file:wide.txt \
    --secrets-from list.json
