"$1" run "$2/remote"
! "$1" run "$2/remote" --ssl-extra-ca-certs .tls/self.pem
! NODE_EXTRA_CA_CERTS=missing.pem "$1" run "$2/remote"
echo "no certificate" > other.pem
! NODE_EXTRA_CA_CERTS=other.pem "$1" run "$2/remote"
