"""httpbin, an echo that others wrote: it reads a request as other servers do.

usage: httpbin_server.py

See `recording.py` for how it starts, ends, and keeps what it received.
"""

import logging

logging.disable(logging.WARNING)  # it misses a package for its own front page

import httpbin  # noqa: E402

import recording  # noqa: E402

if __name__ == "__main__":
    recording.serve(httpbin.app)
