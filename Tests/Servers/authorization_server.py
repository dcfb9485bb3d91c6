"""A real OAuth 2.0 server and an API that it protects: django-oauth-toolkit, in one file.

usage: authorization_server.py [--lifetime SECONDS]

    /o/authorize/, /o/token/        django-oauth-toolkit itself
    /TENANT/oauth2/authorize|token  the same views in the shape of Microsoft Entra's v1 endpoints
    /api/...                        answers who is calling, to those who hold a valid token;
                                    `?delay=SECONDS` makes the answer wait
    /_log                           everything received (see recording.py)

Everybody is signed in as `tester`, whose password is PASSWORD, and consents to everything, so
the authorization endpoint can be driven without a login form. The clients are in CLIENTS.
"""

import argparse
import logging
import os
import tempfile
import time
import warnings

import django
from django.conf import settings

import entra
import recording

# Stands for the server's address, which is not known when it is configured.
OWN_ADDRESS = "http://own.address.invalid"
USER = "tester"
PASSWORD = "correct horse battery staple"
LOOPBACK = "http://127.0.0.1/callback http://localhost/callback http://[::1]/callback"
BUSINESS_CENTRAL = "https://businesscentral.dynamics.com/"
AUDIENCE = "https://api.businesscentral.dynamics.com"

# client id: (secret, client type, grant, redirect addresses)
CLIENTS = {
    "s2s": ("s2s-secret", "confidential", "client-credentials", ""),
    "s2s-reserved": ("a+b/c=d:e%7E~&f", "confidential", "client-credentials", ""),
    "web": ("web-secret", "confidential", "authorization-code", f"{LOOPBACK} {BUSINESS_CENTRAL}"),
    "native": ("", "public", "authorization-code", f"{LOOPBACK} {BUSINESS_CENTRAL}"),
    "legacy": ("legacy-secret", "confidential", "password", ""),
    "device": ("", "public", "urn:ietf:params:oauth:grant-type:device_code", ""),
}


def configure(database, lifetime):
    """Settings; no migrations are replayed, so that the server starts quickly."""
    applications = ["django.contrib.auth", "django.contrib.contenttypes", "oauth2_provider"]
    os.environ["OAUTHLIB_INSECURE_TRANSPORT"] = "1"
    warnings.simplefilter("ignore")
    logging.disable()
    settings.configure(
        ALLOWED_HOSTS=["*"],
        DATABASES={
            "default": {
                "ENGINE": "django.db.backends.sqlite3",
                "NAME": database,
                "OPTIONS": {
                    "timeout": 30,
                    "transaction_mode": "IMMEDIATE",
                    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=OFF;",
                },
            }
        },
        DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
        INSTALLED_APPS=applications,
        LOGGING_CONFIG=None,
        MIDDLEWARE=[f"{__name__}.sign_in"],
        MIGRATION_MODULES={name.rsplit(".")[-1]: None for name in applications},
        OAUTH2_PROVIDER={
            "ACCESS_TOKEN_EXPIRE_SECONDS": lifetime,
            "ALLOW_LOCALHOST_LOOPBACK": True,
            "DEVICE_FLOW_INTERVAL": 1,
            "OAUTH_DEVICE_VERIFICATION_URI": f"{OWN_ADDRESS}/o/device/",
            "OAUTH_DEVICE_VERIFICATION_URI_COMPLETE": (
                lambda code: f"{OWN_ADDRESS}/o/device/?user_code={code}"
            ),
            "COMPLIANT_BCP_RFC9700_AUTHZ_RESPONSE_ISS": True,
            "REFRESH_TOKEN_REUSE_PROTECTION": True,
            "RESOURCE_SERVER_TOKEN_RESOURCE_VALIDATOR": lambda _, audiences: AUDIENCE in audiences,
            "ROTATE_REFRESH_TOKEN": True,
        },
        PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"],
        ROOT_URLCONF=__name__,
        SECRET_KEY="not a secret",
        TEMPLATES=[{"BACKEND": "django.template.backends.django.DjangoTemplates", "APP_DIRS": True}],
        USE_TZ=True,
    )
    django.setup()


def fill():
    """Makes the tables, the user and the clients."""
    from django.contrib.auth.models import User
    from django.core.management import call_command
    from oauth2_provider.models import get_application_model

    call_command("migrate", run_syncdb=True, verbosity=0)
    user = User.objects.create_user(USER, password=PASSWORD)
    for client_id, (secret, client_type, grant, redirect_uris) in CLIENTS.items():
        get_application_model().objects.create(
            name=client_id,
            client_id=client_id,
            client_secret=secret,
            client_type=client_type,
            authorization_grant_type=grant,
            redirect_uris=redirect_uris,
            skip_authorization=True,
            user=user,
        )


def sign_in(get_response):
    """Middleware: the user who opens the authorization endpoint is signed in already."""
    from django.contrib.auth.models import User

    def answer(request):
        request.user = User.objects.get(username=USER)
        return get_response(request)

    return answer


def answer_api(request, path):
    """The protected API."""
    from django.http import JsonResponse
    from oauth2_provider.oauth2_backends import get_oauthlib_core
    from oauth2_provider.www_authenticate import build_bearer_challenge

    valid, authorization = get_oauthlib_core().verify_request(request, scopes=[])
    if not valid:
        reply = {"error": {"code": "Authentication_InvalidCredentials", "message": "no valid token"}}
        challenge = build_bearer_challenge(
            request, oauth2_error=getattr(authorization, "oauth2_error", None)
        )
        return JsonResponse(reply, status=401, headers={"WWW-Authenticate": challenge})
    user = authorization.user
    time.sleep(float(request.GET.get("delay", 0)))
    return JsonResponse(
        {
            "path": path,
            "client": authorization.client.client_id,
            "user": user.username if user else None,
            "audience": authorization.access_token.resource,
        }
    )


def __getattr__(name):
    """The table of addresses; Django asks for it once it has been set up."""
    if name != "urlpatterns":
        raise AttributeError(name)
    from django.urls import include, path, re_path

    return [
        path("o/", include("oauth2_provider.urls", namespace="oauth2_provider")),
        re_path(r"^api/(.*)$", answer_api),
    ]


def with_own_address(application):
    """Puts the address that the client used into answers that speak of the server's own."""

    def answer(environ, start_response):
        kept = {}

        def start(status, headers, exc_info=None):
            kept.update(status=status, headers=headers, exc_info=exc_info)

        body = b"".join(application(environ, start))
        own = OWN_ADDRESS.encode()
        if own in body:
            body = body.replace(own, f"http://{environ['HTTP_HOST']}".encode())
            kept["headers"] = [h for h in kept["headers"] if h[0].lower() != "content-length"]
        start_response(kept["status"], kept["headers"], kept["exc_info"])
        return [body]

    return answer


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--lifetime", type=int, default=3600)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        configure(os.path.join(folder, "database.sqlite"), arguments.lifetime)
        fill()
        from django.core.wsgi import get_wsgi_application

        application = with_own_address(get_wsgi_application())
        recording.serve(entra.VersionOneEndpoints(application))


if __name__ == "__main__":
    main()
