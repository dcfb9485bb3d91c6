@PYTHON@ make.py write
for file in *.json *.yaml; do [ "$file" = case.json ] || @POSTHASTE@ env set "$file" a=ö b=new; done
@PYTHON@ make.py check
! @POSTHASTE@ env set latin1.json a=€
printf '\377\376{\0"\0n' > cut.json
! @POSTHASTE@ env set cut.json a=b
i=0; while [ $i -lt 12 ]; do i=$((i + 1)); @POSTHASTE@ env set utf8.json "k$i=v" & done; wait
@POSTHASTE@ env list utf8.json | grep -c 'k[0-9]* .*v'
ls | sort | tr '\n' ' '
