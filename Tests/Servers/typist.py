"""Types at an interactive shell, and prints what the shell then runs.

usage: typist.py FOLDER COMPLETION TYPED -- SHELL...

The shell is started in the folder, and loads the file COMPLETION. TYPED is a line in which `<TAB>` stands
for that key. `posthaste` is a function there that prints the words it is called with, one in
each line, and asks the real one only for completions.
"""

import fcntl
import os
import pty
import subprocess
import sys
import termios

PROMPT = b"ready:"
SETUP = """\
posthaste() {{
    if [ "$1" = completions ]; then command posthaste "$@"; else
        printf 'word:%s\\n' "$@" >> {ran}; echo 'ran' >> {ran}; fi
}}
. {completion}
"""


def main():
    folder, completion, line, _, *shell = sys.argv[1:]
    ran = os.path.join(folder, "ran.txt")
    setup = os.path.join(folder, "setup.sh")
    with open(setup, "w") as file:
        file.write(SETUP.format(ran=ran, completion=completion))

    terminal, theirs = pty.openpty()
    child = subprocess.Popen(
        shell,
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        cwd=folder,
        env=os.environ | {"PS1": PROMPT.decode(), "TERM": "dumb"},
        start_new_session=True,
        preexec_fn=lambda: fcntl.ioctl(0, termios.TIOCSCTTY, 0),
    )
    os.close(theirs)
    seen = b""
    # What is typed before the shell is ready would be read by the terminal, not by its line editor.
    lines = [f". {setup}\n", line.replace("<TAB>", "\t") + "\n", "exit\n"]
    while True:
        try:
            seen += os.read(terminal, 65536)
        except OSError:
            break
        if lines and seen.count(PROMPT) > 3 - len(lines):
            os.write(terminal, lines.pop(0).encode())
    child.wait()
    if not os.path.exists(ran):
        sys.exit("nothing was run; the shell showed:\n" + seen.decode(errors="replace"))
    with open(ran) as file:
        sys.stdout.write(file.read())


if __name__ == "__main__":
    main()
