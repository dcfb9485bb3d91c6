ln -s . Shop/loop
ln -s .. Shop/around
@POSTHASTE@ run Shop --list
