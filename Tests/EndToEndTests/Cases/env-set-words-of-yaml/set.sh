@POSTHASTE@ env set x.yaml a=yes b=Off 'c=~' d=null e=2026-01-31 f=1:30 g=1_000 h=0b11 i=7 j=plain k=1.2.3 l=y
