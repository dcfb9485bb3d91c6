"""A browser for tests: opens an authorization address and follows it to the callback.

usage: browser.py ADDRESS            (as $BROWSER is called)

BROWSER_BEHAVIOUR, a comma list, makes it less well-behaved:
    favicon  asks for /favicon.ico first
    stray    another tab arrives at the callback before, with a state that is not ours
    deny     the person declines
    print    the person copies the address where the browser would end, which is printed instead
"""

import http.client
import os
import ssl
import sys
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit


def get(address):
    """The status and the headers of one answer; redirects are not followed."""
    parts = urlsplit(address)
    if parts.scheme == "https":
        # As a person who continues past the warning about an unknown certificate.
        context = ssl._create_unverified_context()
        connection = http.client.HTTPSConnection(
            parts.hostname, parts.port, timeout=20, context=context)
    else:
        connection = http.client.HTTPConnection(parts.hostname, parts.port, timeout=20)
    connection.request("GET", urlunsplit(("", "", parts.path or "/", parts.query, "")))
    answer = connection.getresponse()
    answer.read()
    connection.close()
    return answer.status, answer.headers


def authorize(address):
    """The address that the authorization server sends the browser to."""
    status, headers = get(address)
    if status == 200 and "Location" not in headers:
        # A page that asks who signs in.
        return post(address, {"sub": "adele"})
    if "Location" not in headers:
        raise SystemExit(f"browser: {address} answered {status}")
    return headers["Location"]


def post(address, form):
    """Where a form that is posted to the address leads to."""
    parts = urlsplit(address)
    connection = http.client.HTTPConnection(parts.hostname, parts.port, timeout=20)
    connection.request(
        "POST",
        urlunsplit(("", "", parts.path, parts.query, "")),
        urlencode(form),
        {"Content-Type": "application/x-www-form-urlencoded"},
    )
    answer = connection.getresponse()
    answer.read()
    connection.close()
    if "Location" not in answer.headers:
        raise SystemExit(f"browser: {parts.path} answered {answer.status}")
    return answer.headers["Location"]


def enter_code(address):
    """Enters the code of a device sign-in, and accepts; a person would read it from the screen."""
    parts = urlsplit(address)
    code = dict(parse_qsl(parts.query))["user_code"]

    def enter(path, form):
        return post(urlunsplit(parts._replace(path=path, query="")), form)

    enter(enter(parts.path, {"user_code": code}), {"action": "accept"})


def declined(callback):
    query = dict(parse_qsl(urlsplit(callback).query))
    refusal = {
        "error": "access_denied",
        "error_description": "the resource owner <denied> the request",
        "state": query["state"],
    }
    return urlunsplit(urlsplit(callback)._replace(query=urlencode(refusal)))


def visit(callback):
    """Follows the callback until a page is shown."""
    for _ in range(5):
        status, headers = get(callback)
        if "Location" not in headers:
            return status
        base = urlsplit(callback)
        callback = headers["Location"]
        if callback.startswith("/"):
            callback = f"{base.scheme}://{base.netloc}{callback}"
    raise SystemExit("browser: too many redirects")


def main():
    behaviour = os.environ.get("BROWSER_BEHAVIOUR", "").split(",")
    (address,) = sys.argv[1:]
    if "/device" in address:
        enter_code(address)
        return
    callback = authorize(address)
    if "print" in behaviour:
        print(callback)
        return
    if "favicon" in behaviour:
        status, _ = get(urlunsplit(urlsplit(callback)._replace(path="/favicon.ico", query="")))
        assert status == 404, f"/favicon.ico answered {status}"
    if "stray" in behaviour:
        get(urlunsplit(urlsplit(callback)._replace(query="code=stolen&state=not-ours")))
    if "deny" in behaviour:
        callback = declined(callback)
    visit(callback)


if __name__ == "__main__":
    main()
