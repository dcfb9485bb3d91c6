"""Gives an OAuth 2.0 server the shape of Microsoft Entra's v1 endpoints.

Entra's endpoints are found at `/TENANT/oauth2/authorize|token|devicecode`; the token
endpoint accepts a query, wants a `resource`, writes numbers as strings and has errors of its own.
The decisions remain those of the server behind, here at `/o/authorize/`, `/o/token/` and
`/o/device-authorization/`.
"""

import base64
import io
import json
import re
import time
import uuid
from urllib.parse import parse_qsl, unquote_plus, urlencode, urlsplit, urlunsplit

# Which error of the server behind is which of Entra's: number and text.
ERRORS = {
    "invalid_client": (7000215, "Invalid client secret provided. Ensure the secret being sent in "
        "the request is the client secret value, not the client secret ID, for a secret added to "
        "app '{client}'."),
    "invalid_grant": (70008, "The provided authorization code or refresh token has expired due to "
        "inactivity. Send a new interactive authorization request for this user and resource."),
    "invalid_request": (900144, "The request body must contain all required parameters."),
    "invalid_target": (500011, "The resource principal was not found in the tenant."),
    "unauthorized_client": (700016, "Application with identifier '{client}' was not found in the "
        "directory '{tenant}'."),
    "unsupported_grant_type": (70003, "The app requested an unsupported grant type."),
}


class VersionOneEndpoints:
    """A WSGI application in front of the server's own."""

    def __init__(self, application):
        self.application = application

    def __call__(self, environ, start_response):
        place = re.fullmatch(
            r"/([^/]+)/oauth2/(authorize|token|devicecode)", environ["PATH_INFO"])
        if not place:
            return self.application(environ, start_response)
        tenant, endpoint = place.groups()
        if endpoint == "devicecode":
            environ |= {"PATH_INFO": "/o/device-authorization/", "QUERY_STRING": ""}
            return self.application(environ, start_response)
        environ["PATH_INFO"] = f"/o/{endpoint}/"
        if endpoint == "authorize":
            return self._authorize(environ, start_response)
        return self._token(tenant, environ, start_response)

    def _authorize(self, environ, start_response):
        def start(status, headers, exc_info=None):
            headers = [(k, self._callback(v) if k == "Location" else v) for k, v in headers]
            return start_response(status, headers, exc_info)

        return self.application(environ, start)

    @staticmethod
    def _callback(location):
        """Entra sends no `iss`, but a `session_state`."""
        parts = urlsplit(location)
        query = [(k, v) for k, v in parse_qsl(parts.query, keep_blank_values=True) if k != "iss"]
        query.append(("session_state", str(uuid.uuid4())))
        return urlunsplit(parts._replace(query=urlencode(query)))

    def _token(self, tenant, environ, start_response):
        query = parse_qsl(environ["QUERY_STRING"], keep_blank_values=True)
        length = int(environ.get("CONTENT_LENGTH") or 0)
        form = parse_qsl(environ["wsgi.input"].read(length).decode(), keep_blank_values=True)
        resources = [value for key, value in query + form if key == "resource"]
        names = [key for key, _ in query + form]
        client = dict(form).get("client_id") or self._basic_user(environ)
        twice = next((name for name in names if names.count(name) > 1), None)
        if twice:
            text = f"The request is not properly formatted. The parameter '{twice}' is duplicated."
            status, reply = 400, self._error("invalid_request", 9000411, text)
        elif dict(form).get("grant_type") == "client_credentials" and not resources:
            text = "The request body must contain the following parameter: 'resource'."
            status, reply = 400, self._error("invalid_request", 900144, text)
        else:
            status, reply = self._ask(environ, form + [(k, v) for k, v in query if k == "resource"])
            if status == 200:
                self._use_strings(reply, resources)
            else:
                number, text = ERRORS.get(reply.get("error"), (50000, "There was an error."))
                text = text.format(client=client, tenant=tenant)
                reply = self._error(reply.get("error", "server_error"), number, text)
        body = json.dumps(reply).encode()
        reason = {200: "OK", 400: "Bad Request", 401: "Unauthorized"}.get(status, "Error")
        headers = [
            ("Content-Type", "application/json; charset=utf-8"),
            ("Cache-Control", "no-store, no-cache"),
            ("Content-Length", str(len(body))),
        ]
        start_response(f"{status} {reason}", headers)
        return [body]

    @staticmethod
    def _basic_user(environ):
        scheme, _, credentials = environ.get("HTTP_AUTHORIZATION", "").partition(" ")
        if scheme.lower() != "basic":
            return ""
        return unquote_plus(base64.b64decode(credentials).decode().partition(":")[0])

    def _ask(self, environ, form):
        """The status and the JSON reply of the server behind, which refuses queries."""
        body = urlencode(form).encode()
        statuses = []

        def start(status, headers, exc_info=None):
            statuses.append(int(status.split()[0]))

        reply = self.application(
            environ
            | {
                "QUERY_STRING": "",
                "CONTENT_LENGTH": str(len(body)),
                "wsgi.input": io.BytesIO(body),
            },
            start,
        )
        return statuses[0], json.loads(b"".join(reply))

    @staticmethod
    def _use_strings(reply, resources):
        now = int(time.time())
        lifetime = int(reply["expires_in"])
        reply["expires_in"] = reply["ext_expires_in"] = str(lifetime)
        reply["not_before"] = str(now)
        reply["expires_on"] = str(now + lifetime)
        if resources:
            reply["resource"] = resources[0]

    @staticmethod
    def _error(error, number, text):
        trace, correlation = uuid.uuid4(), uuid.uuid4()
        timestamp = time.strftime("%Y-%m-%d %H:%M:%SZ", time.gmtime())
        return {
            "error": error,
            "error_description": f"AADSTS{number}: {text} Trace ID: {trace} "
            f"Correlation ID: {correlation} Timestamp: {timestamp}",
            "error_codes": [number],
            "timestamp": timestamp,
            "trace_id": str(trace),
            "correlation_id": str(correlation),
            "error_uri": f"https://login.microsoftonline.com/error?code={number}",
        }
