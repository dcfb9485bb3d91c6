"""A real identity provider with a login form and a consent page: Canaille, kept in memory.

usage: canaille_server.py

    /oauth/authorize, /oauth/token, /oauth/userinfo, /.well-known/...     Canaille's own

The client `orders`, and `orders-page` by the implicit grant, may come back to
`http://127.0.0.1:PORT/callback` only, to the letter; which port that is, the server says before its
own. The person is USER, whose password is PASSWORD.
"""

import random
import socket

from canaille import create_app
from canaille.app import models
from canaille.backends import Backend
from joserfc.jwk import RSAKey

import recording

USER = "jane"
PASSWORD = "correct horse battery staple"


def application():
    return create_app(
        config={
            "SECRET_KEY": "not a secret",
            "PREFERRED_URL_SCHEME": "http",
            "CANAILLE": {"DATABASE": "memory", "LOGGING": {"version": 1}},
            "CANAILLE_OIDC": {
                "ACTIVE_JWKS": [RSAKey.generate_key(2048, auto_kid=True).as_dict(private=True)],
                "REQUIRE_NONCE": False,
                # Clients of this machine would be spared the consent page.
                "TRUSTED_DOMAINS": [],
            },
        }
    )


def fill(callback):
    """Makes the person and the clients."""
    Backend.instance.save(
        models.User(
            user_name=USER,
            given_name="Jane",
            family_name="Doe",
            formatted_name="Jane Doe",
            emails=["jane@example.com"],
            password=PASSWORD,
        )
    )
    common = {
        "redirect_uris": [callback],
        "client_name": "Orders",
        "scope": ["openid", "profile", "email"],
    }
    Backend.instance.save(
        models.Client(
            client_id="orders",
            client_secret="orders-secret",
            grant_types=["authorization_code", "refresh_token"],
            response_types=["code"],
            token_endpoint_auth_method="client_secret_basic",
            **common,
        )
    )
    Backend.instance.save(
        models.Client(
            client_id="orders-page",
            grant_types=["implicit"],
            response_types=["token"],
            token_endpoint_auth_method="none",
            **common,
        )
    )


def free_port():
    """A port that nobody listens on, below those that the system gives to connections."""
    while True:
        port = random.randrange(20000, 32000)
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) != 0:
                return port


def main():
    port = free_port()
    canaille = application()
    with canaille.app_context(), Backend.instance.session():
        fill(f"http://127.0.0.1:{port}/callback")
    print(f"callback on {port}, ", end="")
    recording.serve(canaille)


if __name__ == "__main__":
    main()
