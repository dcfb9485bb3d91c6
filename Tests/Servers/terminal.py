"""Runs a command at a terminal, with or without a person who answers it.

usage: terminal.py [--columns N] [--person PERSON] [--awaits TEXT] -- COMMAND...

The person is one of
    nobody       does nothing
    interrupt    presses Ctrl-C once TEXT is shown, or the request 'Wait'
    narrow       makes the terminal 30 columns wide once it is
and of these, who wait for an authorization address to be printed, sign in, and
    paste        paste the address where the browser ended
    paste-wrong  paste one with another state, and close the terminal
    paste-lines  paste it as a mail shows it: in angle brackets, in lines of 48 characters
    paste-breaks the same with the soft line breaks of the mail, which are equals signs
    open         let the browser follow its redirect (a loopback callback)
    chromium     sign in at Canaille with Chromium, and say which pages came

What the command writes is passed on to standard output; its exit code becomes this one's.
"""

import argparse
import fcntl
import os
import pty
import re
import struct
import subprocess
import sys
import termios
import threading
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

import browser
import chromium

WAIT = re.compile(rb"(\xe2\x86\x92|Root) Wait\n")
ADDRESS = re.compile(rb"(https?://\S+/authorize/?\?[^\s\x1b]+)[\s\x1b]")
INTERRUPT, END_OF_INPUT = b"\x03", b"\x04"


def show(text):
    """Writes among what the command writes."""
    sys.stdout.buffer.write(text.encode())
    sys.stdout.buffer.flush()


def wrong_state(callback):
    query = dict(parse_qsl(urlsplit(callback).query)) | {"state": "not-ours"}
    return urlunsplit(urlsplit(callback)._replace(query=urlencode(query)))


def resize(terminal, columns):
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))


def act(person, seen, keyboard):
    if person == "interrupt":
        os.write(keyboard, INTERRUPT)
        return
    if person == "narrow":
        resize(keyboard, 30)
        return
    address = seen[1].decode()
    if person == "chromium":
        chromium.sign_in(address, lambda page: show(f"browser: {page}\n"))
        return
    if person == "open":
        browser.visit(browser.authorize(address))
        return
    callback = browser.authorize(address)
    if person == "paste-wrong":
        os.write(keyboard, wrong_state(callback).encode() + b"\n" + END_OF_INPUT)
    elif person == "paste-lines":
        paste(keyboard, b"<%s>." % callback.encode(), b"\n")
    elif person == "paste-breaks":
        paste(keyboard, callback.encode(), b"=\n")
    else:
        os.write(keyboard, callback.encode() + b"\n")


def paste(keyboard, address, line_break):
    """Pastes it in lines of 48 characters, and looks at it before pressing Enter."""
    os.write(keyboard, line_break.join(re.findall(rb".{1,48}", address)))
    threading.Timer(0.5, os.write, (keyboard, b"\n")).start()


def read(terminal):
    """What is written, until the last writer is gone."""
    while True:
        try:
            written = os.read(terminal, 65536)
        except OSError:
            return
        if not written:
            return
        yield written


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--columns", type=int, default=80)
    parser.add_argument("--person", default="nobody")
    parser.add_argument("--awaits")
    parser.add_argument("command", nargs="+")
    arguments = parser.parse_args()
    if arguments.person == "chromium" and not chromium.PROGRAM:
        return "'chromium' is not installed; `make test` installs what the end-to-end tests need"

    terminal, theirs = pty.openpty()
    resize(theirs, arguments.columns)
    modes = termios.tcgetattr(theirs)
    modes[1] &= ~termios.OPOST
    termios.tcsetattr(theirs, termios.TCSANOW, modes)
    child = subprocess.Popen(
        arguments.command,
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        start_new_session=True,
        preexec_fn=lambda: fcntl.ioctl(0, termios.TIOCSCTTY, 0),
    )
    os.close(theirs)

    awaited = WAIT if arguments.person in ("interrupt", "narrow") else ADDRESS
    if arguments.awaits:
        awaited = re.compile(re.escape(arguments.awaits.encode()))
    output, asked = b"", arguments.person == "nobody"
    person = None
    for written in read(terminal):
        sys.stdout.buffer.write(written)
        sys.stdout.buffer.flush()
        output += written
        if not asked and (seen := awaited.search(output)):
            asked = True
            person = threading.Thread(
                target=act, args=(arguments.person, seen, terminal), daemon=True
            )
            person.start()
    # A browser is given the time to close.
    if arguments.person == "chromium" and person:
        person.join(20)
    return child.wait()


if __name__ == "__main__":
    sys.exit(main())
