"""nginx with HTTPS, and a certificate of an authority that nobody knows.

usage: tls_server.py FOLDER

Makes the authority (FOLDER/authority.pem) and the certificate with openssl, for 127.0.0.1 and
localhost, and certificates of two clients: client.pem with client.key, locked.key (passphrase
`opensesame`) and client.p12 with both, and other.pem with other.key. `/client/` answers which of them
was shown, `/tls` what was agreed on, `/remote` a collection. Prints `listening on PORT`, and ends when standard input closes or on SIGTERM.
"""

import os
import shutil
import signal
import socket
import subprocess
import sys

import recording

PASSPHRASE = "opensesame"
CONFIGURATION = """
pid {folder}/nginx.pid;
error_log {folder}/error.log;
events {{}}
http {{
    access_log off;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    server {{
        listen 127.0.0.1:{port} ssl http2;
        ssl_certificate {folder}/server.pem;
        ssl_certificate_key {folder}/server.key;
        ssl_protocols TLSv1.2 TLSv1.3;
        ssl_client_certificate {folder}/authority.pem;
        ssl_verify_client optional;
        default_type text/plain;
        location /client/ {{ return 200 $ssl_client_s_dn; }}
        location = /tls {{ return 200 "$ssl_protocol $ssl_cipher"; }}
        location = /remote {{
            return 200 '{{"info": {{"name": "Fetched over TLS"}},
                "item": [{{"name": "One", "request": "https://127.0.0.1:{port}/a"}}]}}';
        }}
        location / {{ return 200 "$scheme $server_protocol"; }}
    }}
}}
"""


def openssl(folder, *arguments):
    subprocess.run(["openssl", *arguments], cwd=folder, check=True, stderr=subprocess.DEVNULL)


def make_certificates(folder):
    key = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2"]
    openssl(folder, "req", "-x509", *key, "-keyout", "authority.key", "-out", "authority.pem",
        "-subj", "/CN=Private test authority")
    with open(os.path.join(folder, "extensions"), "w", encoding="utf-8") as file:
        file.write("subjectAltName = DNS:localhost, IP:127.0.0.1\n")
    for name, subject in [("server", "localhost"), ("client", "client"), ("other", "other")]:
        openssl(folder, "req", *key[:-2], "-keyout", f"{name}.key", "-out", f"{name}.csr",
            "-subj", f"/CN={subject}")
        openssl(folder, "x509", "-req", "-in", f"{name}.csr", "-CA", "authority.pem",
            "-CAkey", "authority.key", "-CAcreateserial", "-days", "2", "-extfile", "extensions",
            "-out", f"{name}.pem")
    openssl(folder, "pkey", "-aes128", "-passout", f"pass:{PASSPHRASE}", "-in", "client.key",
        "-out", "locked.key")
    openssl(folder, "pkcs12", "-export", "-passout", f"pass:{PASSPHRASE}", "-in", "client.pem",
        "-inkey", "client.key", "-out", "client.p12")


def start(folder):
    """nginx and its port.

    It inherits a socket that listens already, as in an upgrade of the running program: so it has
    a free port, nobody needs to wait for it, and it stays in the foreground.
    """
    nginx = shutil.which("nginx", path=os.environ.get("PATH", "") + ":/usr/sbin:/usr/local/sbin")
    if nginx is None:
        raise SystemExit("nginx is not installed; `make test` installs it")
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
        path = os.path.join(folder, "nginx.conf")
        with open(path, "w", encoding="utf-8") as file:
            file.write(CONFIGURATION.format(folder=folder, port=port))
        descriptor = listener.fileno()
        process = subprocess.Popen(
            [nginx, "-p", folder, "-c", path],
            env=os.environ | {"NGINX": f"{descriptor};"},
            pass_fds=[descriptor],
            stderr=subprocess.DEVNULL,
        )
    return process, port


def main():
    folder = os.path.abspath(sys.argv[1])
    make_certificates(folder)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    nginx, port = start(folder)
    try:
        print(f"listening on {port}", flush=True)
        recording.wait_for_the_tests_to_end()
    finally:
        nginx.terminate()
        nginx.wait()


if __name__ == "__main__":
    main()
