"""httpbin, an echo that others wrote: what it makes of a request is what other servers make of it.

usage: httpbin_server.py

See `recording.py` for how it starts, ends, and keeps what it received.
"""

import logging

logging.disable(logging.WARNING)  # it misses a package for its own front page

import httpbin  # noqa: E402

import recording  # noqa: E402

if __name__ == "__main__":
    recording.serve(httpbin.app)
