"""An API that checks how requests are signed, by libraries that others wrote.

usage: signature_server.py

    /digest/ALGORITHM/QOP   Digest by hashlib; QOP may be none, or hold several with `+`;
                            ?stale=N lets each nonce be used N times
    /hawk                   mohawk
    /oauth1                 oauthlib, all of its signature methods
    /aws/REGION/SERVICE     botocore
    /jwt, /asap             PyJWT
    /token, /protected      a token endpoint for clients with a certificate, by PyJWT

A request that passes is answered with 200 and who it is from, any other with 401 and why not. The
accounts are in this file; PRIVATE_KEY is made by `openssl` when the server starts, and answered at
/key (RSA) and /key/CURVE, so that a run can ask for it.
"""

import base64
import hashlib
import hmac
import json
import os
import re
import subprocess
import threading
import urllib.parse

import jwt
import mohawk
from botocore.auth import S3SigV4Auth, S3SigV4QueryAuth, SigV4Auth, SigV4QueryAuth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials
from oauthlib.oauth1 import RequestValidator, SignatureOnlyEndpoint

import recording

USER, PASSWORD = "j\u00fcrgen", 'open "sesame"'
HAWK = {"id": "hawk-id", "key": "hawk-key-canary", "algorithm": "sha256"}
OAUTH1 = {"client": "consumer", "secret": "consumer-canary&", "token": "token-1",
          "token_secret": "token canary"}
AWS = Credentials("AKIDTEST", "aws-secret-canary")
AWS_WITH_TOKEN = Credentials("AKIDTEST", "aws-secret-canary", "aws-session-canary")
JWT_SECRET = "jwt-secret-canary-that-is-long-enough-for-all-of-the-hash-functions!"


class Refusal(Exception):
    """Why a request is not what it should be."""


# --- Digest ---------------------------------------------------------------------------------------

HASHES = {"MD5": "md5", "SHA-256": "sha256", "SHA-512-256": "sha512_256"}


class Digest:
    """A server of RFC 7616, or of RFC 2069 if it has no quality of protection."""

    def __init__(self):
        self.nonces = {}
        self.lock = threading.Lock()

    def check(self, request, algorithm, qop):
        uses = int(request.query.get("stale", ["1000"])[0])
        text = request.headers.get("authorization", "")
        if not text.startswith("Digest "):
            return self._challenge(algorithm, qop), Refusal("unauthorized")
        fields = {}
        for name, quoted, plain in re.findall(r'(\w+\*?)=(?:"((?:\\.|[^"\\])*)"|([^,\s]+))', text):
            fields[name] = re.sub(r"\\(.)", r"\1", quoted) or plain
        try:
            self._compare(request, fields, algorithm, qop)
        except Refusal as refusal:
            return self._challenge(algorithm, qop), refusal
        with self.lock:
            used = self.nonces.get(fields["nonce"])
            if used is None or used >= uses:
                return self._challenge(algorithm, qop, stale=True), Refusal("stale")
            if qop != "none" and int(fields["nc"], 16) != used + 1:
                raise Refusal(f"nc is {fields['nc']} after {used} uses")
            self.nonces[fields["nonce"]] = used + 1
        return None, None

    def _challenge(self, algorithm, qop, stale=False):
        nonce = os.urandom(8).hex()
        self.nonces[nonce] = 0
        fields = [f'realm="the \\"realm\\""', f'nonce="{nonce}"', 'opaque="o=p,q"']
        if algorithm != "none":
            fields.append(f"algorithm={algorithm}")
        if qop != "none":
            fields.append(f'qop="{qop.replace("+", ",")}"')
        if stale:
            fields.append("stale=true")
        return "Digest " + ", ".join(fields)

    @staticmethod
    def _compare(request, fields, algorithm, qop):
        base = algorithm.removesuffix("-sess").replace("none", "MD5")

        def digest(data):
            data = data if isinstance(data, bytes) else data.encode()
            return hashlib.new(HASHES[base], data).hexdigest()

        if fields.get("uri") != request.target:
            raise Refusal(f"uri is {fields.get('uri')}, not {request.target}")
        if fields.get("opaque") != "o=p,q":
            raise Refusal("opaque is not what was given")
        username = fields["username"].encode("latin-1").decode("utf-8", "replace")
        if username != USER:
            raise Refusal(f"nobody is called {username}")
        secret = digest(f'{USER}:the "realm":{PASSWORD}')
        if algorithm.endswith("-sess"):
            if "cnonce" not in fields:
                raise Refusal("there is no cnonce")
            secret = digest(f"{secret}:{fields['nonce']}:{fields['cnonce']}")
        action = f"{request.method}:{fields['uri']}"
        chosen = fields.get("qop")
        if chosen not in ([None] if qop == "none" else qop.split("+")):
            raise Refusal(f"qop is {chosen}")
        if chosen == "auth-int":
            action += ":" + digest(request.body)
        middle = f"{fields['nonce']}:"
        if chosen:
            middle += f"{fields['nc']}:{fields['cnonce']}:{chosen}:"
        if fields["response"] != digest(f"{secret}:{middle}{digest(action)}"):
            raise Refusal("the response is wrong")


# --- The others -----------------------------------------------------------------------------------


def check_hawk(request):
    algorithm = request.query.get("algorithm", ["sha256"])[0]
    has_hash = ' hash="' in request.headers.get("authorization", "")
    try:
        mohawk.Receiver(
            lambda sender: HAWK | {"algorithm": algorithm},
            request.headers.get("authorization", ""),
            request.url,
            request.method,
            content=request.body if has_hash else mohawk.base.EmptyValue,
            content_type=request.headers.get("content-type", "") if has_hash
            else mohawk.base.EmptyValue,
            accept_untrusted_content=not has_hash,
        )
    except mohawk.exc.HawkFail as error:
        raise Refusal(f"mohawk: {error}") from error


class OAuth1Validator(RequestValidator):
    """One client with one token."""

    enforce_ssl = False
    nonce_length = 1, 100
    client_key_length = access_token_length = 1, 100
    safe_characters = set(map(chr, range(33, 127)))
    allowed_signature_methods = [
        "HMAC-SHA1", "HMAC-SHA256", "HMAC-SHA512", "RSA-SHA1", "RSA-SHA256", "RSA-SHA512",
        "PLAINTEXT",
    ]
    dummy_client = dummy_access_token = "dummy"

    def __init__(self, public_key):
        super().__init__()
        self.public_key = public_key

    def validate_client_key(self, client_key, request):
        return client_key == OAUTH1["client"]

    def validate_access_token(self, client_key, token, request):
        return token == OAUTH1["token"]

    def validate_timestamp_and_nonce(self, *args, **kwargs):
        return True

    def get_client_secret(self, client_key, request):
        return OAUTH1["secret"]

    def get_access_token_secret(self, client_key, token, request):
        return OAUTH1["token_secret"]

    def get_rsa_key(self, client_key, request):
        return self.public_key


def check_oauth1(request, keys):
    endpoint = SignatureOnlyEndpoint(OAuth1Validator(keys.public("RSA")))
    form = "x-www-form-urlencoded" in request.headers.get("content-type", "")
    headers = {k.title(): v for k, v in request.headers.items() if k == "authorization"}
    if form:
        headers["Content-Type"] = "application/x-www-form-urlencoded"
    valid, found = endpoint.validate_request(
        request.url, request.method, request.body.decode() if form else None, headers)
    if not valid:
        raise Refusal(f"oauthlib: {found and found.validator_log}")


def check_aws(request, region, service):
    """Signs the request again with botocore, and compares."""
    is_query = "X-Amz-Signature" in request.query
    if is_query:
        fields = {k[6:]: v[0] for k, v in request.query.items() if k.startswith("X-Amz-")}
        moment, names, given = fields["Date"], fields["SignedHeaders"], fields["Signature"]
        token = fields.get("Security-Token")
        url = re.sub(r"&X-Amz-Signature=[0-9a-f]+", "", request.url)
        url = re.sub(r"[?&]X-Amz-(Algorithm|Credential|Date|SignedHeaders|Security-Token)=[^&]*",
                     "", url)
    else:
        found = re.match(
            r"AWS4-HMAC-SHA256 Credential=(\S+), SignedHeaders=(\S+), Signature=(\S+)",
            request.headers.get("authorization", ""))
        if not found:
            raise Refusal("there is no signature")
        moment, names, given = request.headers["x-amz-date"], found[2], found[3]
        token, url = request.headers.get("x-amz-security-token"), request.url
    headers = {name: request.headers[name] for name in names.split(";")}
    again = AWSRequest(method=request.method, url=url, headers=headers, data=request.body)
    again.context["timestamp"] = moment
    credentials = AWS_WITH_TOKEN if token else AWS
    again.context["payload_signing_enabled"] = True
    signer = {
        (False, False): SigV4Auth, (True, False): S3SigV4Auth, (False, True): SigV4QueryAuth,
        (True, True): S3SigV4QueryAuth,
    }[service == "s3", is_query](credentials, service, region)
    if is_query:
        # botocore puts its parameters in front and leaves the moment to its own clock.
        parameters = [
            (name, value) for name, value in urllib.parse.parse_qsl(
                urllib.parse.urlsplit(request.url).query, keep_blank_values=True)
            if name != "X-Amz-Signature"]
        again = AWSRequest(
            method=request.method, url=request.url.partition("?")[0], headers=headers,
            data=request.body)
        again.context["timestamp"] = moment
        again.params = parameters
        again.url += "?" + urllib.parse.urlencode(
            parameters, quote_via=urllib.parse.quote, safe="-_.~")
        again.params = {}
    elif headers.get("x-amz-content-sha256") not in (
            None, "UNSIGNED-PAYLOAD", hashlib.sha256(request.body).hexdigest()):
        raise Refusal("X-Amz-Content-Sha256 is not the hash of the body")
    canonical = signer.canonical_request(again)
    expected = signer.signature(signer.string_to_sign(again, canonical), again)
    if not hmac.compare_digest(expected, given):
        raise Refusal(f"botocore signs {canonical!r}")


def check_jwt(request, keys):
    text = request.headers.get("authorization", "").removeprefix("Bearer ").removeprefix("JWT ")
    text = request.query.get("token", [text])[0]
    try:
        algorithm = jwt.get_unverified_header(text)["alg"]
        key = JWT_SECRET if algorithm.startswith("HS") else keys.public(
            {"ES256": "P-256", "ES384": "P-384", "ES512": "P-521"}.get(algorithm, "RSA"))
        claims = jwt.decode(text, key, algorithms=[algorithm], audience="api")
    except jwt.PyJWTError as error:
        raise Refusal(f"PyJWT: {error}") from error
    return f"{algorithm} {claims['sub']}"


def check_asap(request, keys):
    text = request.headers.get("authorization", "").removeprefix("Bearer ")
    try:
        header = jwt.get_unverified_header(text)
        claims = jwt.decode(
            text, keys.public("RSA"), algorithms=["RS256"], audience="api",
            options={"require": ["exp", "iat", "jti", "iss", "aud", "sub"]})
    except jwt.PyJWTError as error:
        raise Refusal(f"PyJWT: {error}") from error
    if header["kid"] != "team/key" or claims["sub"] != claims["iss"]:
        raise Refusal("kid or sub is wrong")
    return claims["iss"]


# The certificate of the key that RFC 7515 publishes in its appendix A.2.
CERTIFICATE = os.path.join(
    os.path.dirname(__file__), "../EndToEndTests/Cases/oauth2-client-certificate/client.pem")


def check_client(request):
    """The client that authenticates with its certificate's key (RFC 7523, as Entra wants it)."""
    form = urllib.parse.parse_qs(request.body.decode())
    kind = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
    if form.get("client_assertion_type") != [kind] or "client_secret" in form:
        raise Refusal("there is no assertion, or a secret as well")
    certificate = subprocess.run(
        ["openssl", "x509", "-in", CERTIFICATE, "-outform", "DER"], check=True,
        capture_output=True).stdout
    key = subprocess.run(
        ["openssl", "x509", "-in", CERTIFICATE, "-noout", "-pubkey"], check=True,
        capture_output=True, text=True).stdout
    (text,) = form["client_assertion"]
    try:
        claims = jwt.decode(
            text, key, algorithms=["PS256"], audience=request.url.partition("?")[0],
            options={"require": ["exp", "iat", "nbf", "jti", "iss", "aud", "sub"]})
    except jwt.PyJWTError as error:
        raise Refusal(f"PyJWT: {error}") from error
    thumbprint = base64.urlsafe_b64encode(hashlib.sha256(certificate).digest()).rstrip(b"=")
    if jwt.get_unverified_header(text).get("x5t#S256") != thumbprint.decode():
        raise Refusal("x5t#S256 is not the certificate's")
    if claims["iss"] != claims["sub"] or claims["exp"] - claims["iat"] > 600:
        raise Refusal("the claims are not those of a client")
    return claims["sub"]


class Keys:
    """Private keys, each made when first asked for."""

    def __init__(self):
        self.keys = {}
        self.lock = threading.Lock()

    def private(self, kind):
        with self.lock:
            if kind not in self.keys:
                option = "rsa_keygen_bits:2048" if kind == "RSA" else f"ec_paramgen_curve:{kind}"
                self.keys[kind] = subprocess.run(
                    ["openssl", "genpkey", "-algorithm", "RSA" if kind == "RSA" else "EC",
                     "-pkeyopt", option],
                    check=True, capture_output=True, text=True).stdout
            return self.keys[kind]

    def public(self, kind):
        return subprocess.run(
            ["openssl", "pkey", "-pubout"], input=self.private(kind), check=True,
            capture_output=True, text=True).stdout


class Request:
    """A request as it was received."""

    def __init__(self, environ):
        self.method = environ["REQUEST_METHOD"]
        self.target = environ["recording.target"]
        self.headers = {name.lower(): value for name, value in environ["recording.headers"]}
        self.url = f"http://{self.headers['host']}{self.target}"
        self.body = environ["wsgi.input"].read()
        self.query = urllib.parse.parse_qs(environ["QUERY_STRING"], keep_blank_values=True)
        self.path = environ["PATH_INFO"].strip("/").split("/")


class Service:
    def __init__(self):
        self.digest, self.keys = Digest(), Keys()

    def __call__(self, environ, start_response):
        request = Request(environ)
        headers = [("Content-Type", "application/json")]
        try:
            kind, *rest = request.path
            if kind == "key":
                answer = {"key": self.keys.private(*rest or ["RSA"])}
            elif kind == "digest":
                challenge, refusal = self.digest.check(request, *rest[:2])
                if refusal:
                    headers += [("WWW-Authenticate", 'Basic realm="other"'),
                                ("WWW-Authenticate", challenge)]
                    raise refusal
                answer = {"from": USER}
            elif kind == "hawk":
                check_hawk(request)
                answer = {"from": HAWK["id"]}
            elif kind == "oauth1":
                check_oauth1(request, self.keys)
                answer = {"from": OAUTH1["client"]}
            elif kind == "aws":
                check_aws(request, *rest[:2])
                answer = {"from": AWS.access_key}
            elif kind in ("jwt", "asap"):
                check = check_jwt if kind == "jwt" else check_asap
                answer = {"from": check(request, self.keys)}
            elif kind == "token":
                token = f"token-of-{check_client(request)}"
                answer = {"access_token": token, "token_type": "Bearer", "expires_in": 3600}
            elif kind == "protected":
                text = request.headers.get("authorization", "")
                if not text.startswith("Bearer token-of-"):
                    raise Refusal("there is no token")
                answer = {"from": text.removeprefix("Bearer token-of-")}
            else:
                raise Refusal(f"there is no /{kind}")
            status = "200 OK"
        except Refusal as refusal:
            answer, status = {"refused": str(refusal)}, "401 Unauthorized"
        start_response(status, headers)
        return [json.dumps(answer).encode()]


if __name__ == "__main__":
    recording.serve(Service())
