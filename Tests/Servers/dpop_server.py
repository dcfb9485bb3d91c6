"""An authorization server that others wrote, idpyoidc, and an API that it protects.

usage: dpop_server.py

    /.well-known/openid-configuration   its metadata, which require pushed requests (RFC 9126)
    /authorization, /token, /pushed     idpyoidc itself: responses name the issuer (RFC 9207), and a
                                        token request without a valid proof (RFC 9449) is refused
    /api/...                            answers those whose proof is of the key of their token

The server of idpyoidc has no HTTP of its own; this file gives it what arrives. It hashes the token
of a proof in a form of its own, so the API has that one check by hand.
"""

import base64
import hashlib
import json
import logging
import os
import re
import tempfile
import urllib.parse
import warnings

warnings.simplefilter("ignore")

from cryptojwt.jwk.jwk import key_from_jwk_dict  # noqa: E402
from idpyoidc.server import Server  # noqa: E402
from idpyoidc.server.configure import OPConfiguration  # noqa: E402
from idpyoidc.server.oauth2.add_on import dpop  # noqa: E402
from idpyoidc.server.oauth2.pushed_authorization import PushedAuthorization  # noqa: E402
from idpyoidc.server.oidc.authorization import Authorization  # noqa: E402
from idpyoidc.server.oidc.provider_config import ProviderConfiguration  # noqa: E402
from idpyoidc.server.oidc.token import Token  # noqa: E402
from idpyoidc.server.user_info import UserInfo  # noqa: E402

import recording  # noqa: E402

CLIENT, SECRET = "orders-app", "orders-secret-that-is-long-enough"
JWT_TOKEN = {"class": "idpyoidc.server.token.jwt_token.JWTToken", "kwargs": {}}


def configuration(issuer):
    client_authn = {"client_authn_method": ["client_secret_basic", "client_secret_post"]}
    return {
        "issuer": issuer,
        "httpc_params": {"verify": False},
        "key_conf": {"key_defs": [{"type": "EC", "crv": "P-256", "use": ["sig"]}]},
        "token_handler_args": {
            "jwks_def": {
                "read_only": False,
                "key_defs": [{"type": "oct", "bytes": "24", "use": ["enc"], "kid": "code"}],
            },
            "code": {"lifetime": 600, "kwargs": {}},
            "token": JWT_TOKEN | {"kwargs": {"lifetime": 3600}},
            "refresh": JWT_TOKEN | {"kwargs": {"lifetime": 86400}},
            "id_token": {"class": "idpyoidc.server.token.id_token.IDToken", "kwargs": {}},
        },
        "endpoint": {
            "provider_config": {
                "path": ".well-known/openid-configuration", "class": ProviderConfiguration,
                "kwargs": {},
            },
            "authorization": {"path": "authorization", "class": Authorization, "kwargs": {}},
            "token": {"path": "token", "class": Token, "kwargs": client_authn},
            "pushed_authorization": {
                "path": "pushed", "class": PushedAuthorization, "kwargs": client_authn,
            },
        },
        "authentication": {
            "anyone": {
                "acr": "urn:oasis:names:tc:SAML:2.0:ac:classes:InternetProtocolPassword",
                "class": "idpyoidc.server.user_authn.user.NoAuthn", "kwargs": {"user": "adele"},
            }
        },
        "userinfo": {"class": UserInfo, "kwargs": {"db": {"adele": {"name": "Adele Vance"}}}},
        "capabilities": {"subject_types_supported": ["public"]},
    }


def make_server(issuer):
    server = Server(OPConfiguration(conf=configuration(issuer), base_path="."), cwd=".")
    server.context.cdb[CLIENT] = {
        "client_secret": SECRET, "redirect_uris": [("http://127.0.0.1/callback", None)],
        "client_salt": "salted", "id_token_signed_response_alg": "ES256",
        "token_endpoint_auth_method": "client_secret_basic",
        "response_types_supported": ["code"], "allowed_scopes": ["openid", "offline_access"],
    }
    server.get_endpoint("pushed_authorization").post_parse_request.insert(0, needs_challenge)
    server.get_endpoint("token").post_parse_request.append(dpop.token_post_parse_request)
    return server


def needs_challenge(request, *_, **__):
    if "code_challenge" not in request:
        raise ValueError("a code challenge is missing")
    return request


class Application:
    """The server behind WSGI; its address is known with the first request."""

    def __init__(self):
        self.server = None
        self.keys = {}

    def __call__(self, environ, start_response):
        issuer = "http://" + environ["HTTP_HOST"] + environ["SCRIPT_NAME"]
        self.server = self.server or make_server(issuer)
        body = environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0)).decode()
        headers = {name.lower(): value for name, value in environ["recording.headers"]}
        info = {"headers": headers, "method": environ["REQUEST_METHOD"],
                "url": issuer + environ["PATH_INFO"]}
        try:
            status, fields, content = self.answer(environ, info, body)
        except Exception as error:  # all errors of idpyoidc are refusals
            status, fields = "400 Bad Request", [("Content-Type", "application/json")]
            content = json.dumps({"error": "invalid_request", "error_description": repr(error)})
        payload = content.encode()
        start_response(status, fields + [("Content-Length", str(len(payload)))])
        return [payload]

    def answer(self, environ, info, body):
        path = environ["PATH_INFO"]
        if path.startswith("/api/"):
            return self.api(info)
        if path.endswith("/openid-configuration"):
            return as_json(self.metadata(info["url"].removesuffix(path)))
        if path == "/authorization":
            return self.authorize(environ["QUERY_STRING"], info)
        if path == "/pushed":
            self.register_port(body)
            return as_json(self.process("pushed_authorization", body, info)["http_response"])
        if path == "/token":
            return self.token(body, info)
        return "404 Not Found", [], ""

    def metadata(self, issuer):
        return dict(self.server.context.provider_info) | {
            "issuer": issuer, "authorization_endpoint": issuer + "/authorization",
            "token_endpoint": issuer + "/token",
            "pushed_authorization_request_endpoint": issuer + "/pushed",
            "require_pushed_authorization_requests": True,
            "authorization_response_iss_parameter_supported": True,
        }

    def register_port(self, body):
        """A registered loopback address stands for all of its ports (RFC 8252 §7.3)."""
        address = urllib.parse.parse_qs(body)["redirect_uri"][0]
        if re.fullmatch(r"(http://127\.0\.0\.1|https://localhost):\d+/callback", address):
            self.server.context.cdb[CLIENT]["redirect_uris"] = [(address, None)]

    def process(self, name, text, info):
        endpoint = self.server.get_endpoint(name)
        request = endpoint.parse_request(text, http_info=info)
        result = request
        if "error" not in request:
            result = endpoint.process_request(request, http_info=info)
        if "error" in result:
            raise ValueError(dict(result))
        return result

    def authorize(self, query, info):
        sent = dict(urllib.parse.parse_qsl(query))
        if set(sent) != {"client_id", "request_uri"}:
            raise ValueError("the request was not pushed")
        # idpyoidc wants the type and scope in the address, too, as OpenID Connect does (§6.2).
        pushed = self.server.context.par_db[sent["request_uri"]]
        sent |= {name: pushed[name] for name in ["response_type", "redirect_uri"]}
        sent["scope"] = " ".join(pushed["scope"])
        result = self.process("authorization", urllib.parse.urlencode(sent), info)
        response = self.server.get_endpoint("authorization").do_response(**result)
        return "302 Found", [("Location", response["response"])], ""

    def token(self, body, info):
        result = self.process("token", body, info)
        members = dict(result["response_args"]) | {"token_type": "DPoP"}
        proof = dpop.DPoPProof().verify_header(info["headers"]["dpop"])
        self.keys[members["access_token"]] = thumbprint(proof)
        return as_json(members)

    def api(self, info):
        scheme, _, token = info["headers"].get("authorization", "").partition(" ")
        proof = dpop.DPoPProof().verify_header(info["headers"].get("dpop", ""))
        digest = base64.urlsafe_b64encode(hashlib.sha256(token.encode()).digest())
        expected = ("DPoP", info["url"], info["method"], digest.rstrip(b"=").decode())
        if (scheme, proof["htu"], proof["htm"], proof["ath"]) != expected:
            return as_json({"error": "invalid_dpop_proof"}, "401 Unauthorized")
        if self.keys.get(token) != thumbprint(proof):
            return as_json({"error": "invalid_token"}, "401 Unauthorized")
        return as_json({"bound": True})


def thumbprint(proof):
    return key_from_jwk_dict(proof["jwk"]).thumbprint("SHA-256")


def as_json(members, status="200 OK"):
    return status, [("Content-Type", "application/json")], json.dumps(members)


def main():
    logging.disable()
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)  # idpyoidc writes its keys there
        recording.serve(Application())


if __name__ == "__main__":
    main()
