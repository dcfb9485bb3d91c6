"""An OpenID provider that others wrote, oidc-provider-mock, and an API that it protects.

usage: oidc_server.py

    /.well-known/openid-configuration, /oauth2/...   oidc-provider-mock itself
    /api/...    answers the claims of an identity token that it signed, to those who send one
"""

import logging
import time
import warnings

warnings.simplefilter("ignore")

import flask  # noqa: E402
import jwt  # noqa: E402
import oidc_provider_mock  # noqa: E402
import werkzeug.debug  # noqa: E402

import recording  # noqa: E402

PERSON = oidc_provider_mock.User(
    sub="adele", claims={"name": "Adele Vance", "email": "adele@contoso.example"}
)


class NoDebugger:
    """In place of a debugger that needs a /dev/shm that can be written."""

    def __init__(self, app):
        self.app = app
        self.trusted_hosts = []

    def __call__(self, environ, start_response):
        return self.app(environ, start_response)


def application():
    """The provider, with the API on the same port."""
    werkzeug.debug.DebuggedApplication = NoDebugger
    app = oidc_provider_mock.app(user_claims=[PERSON])

    @app.get("/api/<path:path>")
    def answer(path):
        token = flask.request.headers.get("Authorization", "").removeprefix("Bearer ")
        keys = flask.current_app.test_client().get("/jwks").get_json()["keys"]
        try:
            key = jwt.PyJWK(keys[0], algorithm="RS256").key
            claims = jwt.decode(token, key, algorithms=["RS256"], options={"verify_aud": False})
        except jwt.InvalidTokenError as error:
            return {"error": str(error)}, 401
        return {"path": path, "sub": claims["sub"], "fresh": claims["exp"] > time.time()}

    return app


def main():
    logging.disable()
    recording.serve(application())


if __name__ == "__main__":
    main()
