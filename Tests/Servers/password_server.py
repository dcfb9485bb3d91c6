"""Web servers that others wrote, with passwords in front: nginx with Basic, Apache with Digest.

usage: password_server.py FOLDER

nginx takes the requests and asks for `basic-canary` of jane at /basic/; it passes /digest/ on to
Apache, whose mod_auth_digest asks for `digest-canary` of jane. Prints `listening on PORT`.
"""

import hashlib
import os
import shutil
import signal
import socket
import subprocess
import sys
import time

import recording

NGINX = """
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
        listen 127.0.0.1:{port};
        location /basic/ {{
            auth_basic "staff";
            auth_basic_user_file {folder}/basic;
            try_files /nothing =204;
        }}
        location /digest/ {{
            proxy_set_header Host $http_host;
            proxy_pass http://127.0.0.1:{inner};
        }}
    }}
}}
"""

APACHE = """
ServerRoot {folder}
ServerName localhost
PidFile {folder}/apache.pid
ErrorLog {folder}/apache.log
Mutex fcntl:{folder}
Listen 127.0.0.1:{port}
LoadModule mpm_event_module {modules}/mod_mpm_event.so
LoadModule authn_core_module {modules}/mod_authn_core.so
LoadModule authn_file_module {modules}/mod_authn_file.so
LoadModule authz_core_module {modules}/mod_authz_core.so
LoadModule authz_user_module {modules}/mod_authz_user.so
LoadModule auth_digest_module {modules}/mod_auth_digest.so
StartServers 1
DocumentRoot {folder}/files
<Directory {folder}/files>
    AuthType Digest
    AuthName "the office"
    AuthDigestDomain /digest/
    AuthUserFile {folder}/digest
    Require valid-user
</Directory>
"""

MODULES = "/usr/lib/apache2/modules"


def tool(name):
    found = shutil.which(name, path=os.environ.get("PATH", "") + ":/usr/sbin:/usr/local/sbin")
    if found is None:
        raise SystemExit(f"{name} is not installed; `make test` installs it")
    return found


def write(folder, name, text):
    path = os.path.join(folder, name)
    with open(path, "w", encoding="utf-8") as file:
        file.write(text)
    return path


def start_apache(folder):
    """Apache and its port; it cannot take over a socket, so that a port is tried until one works."""
    secret = hashlib.md5(b"jane:the office:digest-canary").hexdigest()
    write(folder, "digest", f"jane:the office:{secret}\n")
    os.makedirs(os.path.join(folder, "files/digest"), exist_ok=True)
    write(folder, "files/digest/file.txt", "from the office")
    for _ in range(20):
        with socket.create_server(("127.0.0.1", 0)) as listener:
            port = listener.getsockname()[1]
        path = write(
            folder, "apache.conf", APACHE.format(folder=folder, port=port, modules=MODULES))
        process = subprocess.Popen(
            [tool("apache2"), "-X", "-f", path], stderr=subprocess.PIPE, text=True)
        while process.poll() is None:
            if answers(port):
                return process, port
            time.sleep(0.02)
    raise SystemExit(f"apache2 does not start: {process.stderr.read()}{log(folder)}")


def answers(port):
    """Returns whether a web server answers; a connection alone may be one to itself."""
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=1) as client:
            client.sendall(b"HEAD / HTTP/1.0\r\n\r\n")
            return client.recv(5) == b"HTTP/"
    except OSError:
        return False


def log(folder):
    """Returns the end of Apache's log."""
    path = os.path.join(folder, "apache.log")
    if not os.path.exists(path):
        return ""
    with open(path, encoding="utf-8") as file:
        return "".join(file.readlines()[-5:])


def start_nginx(folder, inner):
    """nginx and its port; it inherits a socket that listens already, as in an upgrade."""
    write(folder, "basic", "jane:{PLAIN}basic-canary\n")
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
        path = write(folder, "nginx.conf", NGINX.format(folder=folder, port=port, inner=inner))
        descriptor = listener.fileno()
        process = subprocess.Popen(
            [tool("nginx"), "-p", folder, "-c", path],
            env=os.environ | {"NGINX": f"{descriptor};"}, pass_fds=[descriptor],
            stderr=subprocess.DEVNULL)
    return process, port


def main():
    folder = os.path.abspath(sys.argv[1])
    # Both drop their privileges if they have some.
    os.chmod(folder, 0o755)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    started = []
    try:
        apache, inner = start_apache(folder)
        started.append(apache)
        nginx, port = start_nginx(folder, inner)
        started.append(nginx)
        print(f"listening on {port}", flush=True)
        recording.wait_for_the_tests_to_end()
    finally:
        for process in started:
            process.terminate()
            process.wait()


if __name__ == "__main__":
    main()
