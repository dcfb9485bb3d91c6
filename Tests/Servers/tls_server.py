"""nginx with HTTPS, and a certificate of an authority that nobody knows.

usage: tls_server.py FOLDER

Makes the authority (FOLDER/authority.pem) and the certificate with openssl, for 127.0.0.1 and
localhost, and certificates of two clients: client.pem with client.key, locked.key (passphrase
`opensesame`) and client.p12 with both, and other.pem with other.key. `/client/` answers which of them
was shown, `/tls` what was agreed on, `/remote` a collection. `/ports` names the ports of three servers
whose certificates are wrong: `self` signed it itself, `expired` has one that is over, and `named` one of
another host; `plain` is HTTP/2 without TLS; `required12` and `required13` send an alert of TLS 1.2 and 1.3 to a
client without a certificate of the authority; and `refusing` refuses every first stream of HTTP/2. Prints
`listening on PORT`, and ends when standard input closes or on SIGTERM.
"""

import contextlib
import itertools
import os
import shutil
import signal
import socket
import ssl
import struct
import subprocess
import sys
import threading

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
        location = /ports {{
            return 200 '{{"self": {ports[0]}, "expired": {ports[1]}, "named": {ports[2]},
                "plain": {plain}, "required12": {required[0]}, "required13": {required[1]},
                "refusing": {refusing}}}';
        }}
        location / {{ return 200 "$scheme $server_protocol"; }}
    }}
    server {{
        listen 127.0.0.1:{plain} http2;
        default_type text/plain;
        location / {{ return 200 "$scheme $server_protocol $connection_requests"; }}
    }}
{wrong}
}}
"""
WRONG_SERVER = """
    server {{
        listen 127.0.0.1:{port} ssl;
        ssl_certificate {folder}/{name}.pem;
        ssl_certificate_key {folder}/{name}.key;
    }}
"""
# Frames, flags, an error and a block of headers of HTTP/2 (RFC 9113).
DATA, HEADERS, RESET, SETTINGS = 0, 1, 3, 4
END_OF_STREAM = ACKNOWLEDGED = 1
END_OF_HEADERS = 4
REFUSED_STREAM = 7
STATUS_200 = b"\x88"
WRONG_NAMES = ["self", "expired", "named"]
STRICT_VERSIONS = [ssl.TLSVersion.TLSv1_2, ssl.TLSVersion.TLSv1_3]
CA_CONFIGURATION = """
[ca]
default_ca = test
[test]
database = index
new_certs_dir = .
rand_serial = yes
default_md = sha256
policy = any
[any]
commonName = supplied
"""


def openssl(folder, *arguments):
    subprocess.run(["openssl", *arguments], cwd=folder, check=True, stderr=subprocess.DEVNULL)


def make_certificates(folder):
    key = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2"]
    openssl(folder, "req", "-x509", *key, "-keyout", "authority.key", "-out", "authority.pem",
        "-subj", "/CN=Private test authority")
    with open(os.path.join(folder, "extensions"), "w", encoding="utf-8") as file:
        file.write("subjectAltName = DNS:localhost, IP:127.0.0.1\n")
    with open(os.path.join(folder, "elsewhere"), "w", encoding="utf-8") as file:
        file.write("subjectAltName = DNS:elsewhere.example\n")
    make_wrong_certificates(folder, key)
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


def make_wrong_certificates(folder, key):
    openssl(folder, "req", "-x509", *key, "-keyout", "self.key", "-out", "self.pem",
        "-subj", "/CN=localhost")
    for name in ["expired", "named"]:
        openssl(folder, "req", *key[:-2], "-keyout", f"{name}.key", "-out", f"{name}.csr",
            "-subj", "/CN=localhost")
    with open(os.path.join(folder, "ca.cnf"), "w", encoding="utf-8") as file:
        file.write(CA_CONFIGURATION)
    with open(os.path.join(folder, "index"), "w", encoding="utf-8"):
        pass
    openssl(folder, "ca", "-batch", "-notext", "-config", "ca.cnf", "-cert", "authority.pem",
        "-keyfile", "authority.key", "-startdate", "20200101000000Z", "-enddate",
        "20200102000000Z", "-extfile", "extensions", "-in", "expired.csr", "-out", "expired.pem")
    openssl(folder, "x509", "-req", "-in", "named.csr", "-CA", "authority.pem", "-CAkey",
        "authority.key", "-CAcreateserial", "-days", "2", "-extfile", "elsewhere",
        "-out", "named.pem")


def require_certificates(folder, version):
    """The port of a server of one version of TLS that ends what comes without a certificate."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.minimum_version = context.maximum_version = version
    context.load_cert_chain(
        os.path.join(folder, "server.pem"), os.path.join(folder, "server.key"))
    context.load_verify_locations(os.path.join(folder, "authority.pem"))
    context.verify_mode = ssl.CERT_REQUIRED
    listener = socket.create_server(("127.0.0.1", 0))

    def serve():
        while True:
            connection, _ = listener.accept()
            with context.wrap_socket(
                connection, server_side=True, do_handshake_on_connect=False
            ) as client, contextlib.suppress(OSError):
                try:
                    client.do_handshake()
                except ssl.SSLError:
                    # Closed with unread bytes, the connection could lose the alert.
                    while socket.socket.recv(client, 1 << 16):
                        pass
                    continue
                client.recv(1 << 16)
                client.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")

    threading.Thread(target=serve, daemon=True).start()
    return listener.getsockname()[1]


def refuse_streams(folder, listener):
    """Accepts connections of HTTP/2: the stream of every other one is refused, unprocessed."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(f"{folder}/server.pem", f"{folder}/server.key")
    context.set_alpn_protocols(["h2"])
    for number in itertools.count():
        client, _ = listener.accept()
        threading.Thread(
            target=speak_http2, args=(context, client, number % 2 == 0), daemon=True).start()


def speak_http2(context, client, refuses):
    with context.wrap_socket(client, server_side=True) as peer, peer.makefile("rwb") as stream:
        def send(kind, flags, number, payload=b""):
            stream.write(struct.pack(">IBI", len(payload) << 8 | kind, flags, number) + payload)
            stream.flush()

        stream.read(len("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"))
        send(SETTINGS, 0, 0)
        while head := stream.read(9):
            size, flags, number = struct.unpack(">IBI", head)
            stream.read(size >> 8)
            kind = size & 0xFF
            if kind == SETTINGS and not flags & ACKNOWLEDGED:
                send(SETTINGS, ACKNOWLEDGED, 0)
            elif kind in (DATA, HEADERS) and flags & END_OF_STREAM:
                if refuses:
                    send(RESET, 0, number, struct.pack(">I", REFUSED_STREAM))
                else:
                    send(HEADERS, END_OF_STREAM | END_OF_HEADERS, number, STATUS_200)


def start(folder):
    """nginx and its port.

    It inherits sockets that listen already, as in an upgrade of the running program: so it has
    free ports, nobody needs to wait for it, and it stays in the foreground.
    """
    nginx = shutil.which("nginx", path=os.environ.get("PATH", "") + ":/usr/sbin:/usr/local/sbin")
    if nginx is None:
        raise SystemExit("nginx is not installed; `make test` installs it")
    with contextlib.ExitStack() as stack:
        listeners = [
            stack.enter_context(socket.create_server(("127.0.0.1", 0)))
            for _ in range(2 + len(WRONG_NAMES))
        ]
        required = [require_certificates(folder, version) for version in STRICT_VERSIONS]
        port, plain, *ports = [listener.getsockname()[1] for listener in listeners]
        refusing = socket.create_server(("127.0.0.1", 0))
        threading.Thread(target=refuse_streams, args=(folder, refusing), daemon=True).start()
        wrong = "".join(
            WRONG_SERVER.format(folder=folder, port=port, name=name)
            for port, name in zip(ports, WRONG_NAMES)
        )
        path = os.path.join(folder, "nginx.conf")
        with open(path, "w", encoding="utf-8") as file:
            file.write(CONFIGURATION.format(
                folder=folder, port=port, plain=plain, ports=ports, wrong=wrong,
                required=required, refusing=refusing.getsockname()[1]))
        descriptors = [listener.fileno() for listener in listeners]
        process = subprocess.Popen(
            [nginx, "-p", folder, "-c", path],
            env=os.environ | {"NGINX": "".join(f"{number};" for number in descriptors)},
            pass_fds=descriptors,
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
