"$1" run proj --global-var "base=$2" || exit
! "$1" auth check proj
"$1" convert proj --to v2.1 -o -
