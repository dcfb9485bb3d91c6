"""The files that the checks of this folder read, and the prose in them.

Prose is what people read: comments, string literals with a blank in them, and documents. Code is
not prose, nor is what a document or a comment quotes as code.
"""

import os
import re

ROOT = os.path.abspath(os.path.join(os.path.dirname(__file__), "..", ".."))

ROOMS = ["Sources", "Tests", ".ci", ".github", "collections", "environments"]
FILES = ["README.md", "CHANGELOG.md", "Makefile", "Package.swift"]
SKIPPED_FOLDERS = {".build", ".git", "node_modules", "__pycache__"}

C_LIKE = {".swift", ".c", ".h", ".js", ".mjs"}
HASHED = {".sh", ".yml", ".yaml", ".fish"}


def kind(path):
    """Returns how to read a file: its extension, or what its first line says; None for data."""
    name = os.path.basename(path)
    extension = os.path.splitext(name)[1]
    if name == "Makefile":
        return ".sh"
    if extension in C_LIKE | HASHED | {".py", ".md", ".css"} or name == "case.json":
        return extension
    if extension == "" and os.path.dirname(path) == ".ci":
        with open(os.path.join(ROOT, path), encoding="utf-8") as file:
            return ".py" if "python" in file.readline() else ".sh"
    return None


def paths(arguments):
    """Returns the files to check, relative to the repository: all, or those below `arguments`."""
    found = []
    for start in arguments or ROOMS + FILES:
        start = os.path.relpath(os.path.abspath(start), ROOT) if arguments else start
        whole = os.path.join(ROOT, start)
        if os.path.isfile(whole):
            found.append(start)
        for folder, folders, names in os.walk(whole):
            folders[:] = sorted(set(folders) - SKIPPED_FOLDERS)
            found += [os.path.relpath(os.path.join(folder, name), ROOT) for name in sorted(names)]
    return [path for path in found if kind(path)]


def read(path):
    with open(os.path.join(ROOT, path), encoding="utf-8", errors="replace") as file:
        return file.read()


def target(path):
    """Returns the name under which a file is counted: its target, else its folder."""
    parts = path.split(os.sep)
    if parts[0] == "Sources":
        return "/".join(parts[:3]) if len(parts) > 3 else path
    return "/".join(parts[:2]) if parts[0] == "Tests" and len(parts) > 2 else parts[0]


# What a scan of source text may meet, the longest first. Strings come before comments, so that
# an address in a string begins no comment. A regular expression of JavaScript is skipped.
LINE_STRINGS = r"\"(?:\\.|[^\"\\\n])*\"|'(?:\\.|[^'\\\n])*'"
C_COMMENT = r"(?P<comment>//[^\n]*|/\*(?:.|\n)*?\*/)"
SWIFT = re.compile(
    r'(?P<string>(?P<hash>\#*)"""(?:.|\n)*?"""(?P=hash)'
    r'|(?P<hash1>\#*)"(?:\\.|[^"\\\n])*"(?P=hash1))|' + C_COMMENT
)
JAVASCRIPT = re.compile(
    C_COMMENT + rf"|(?P<string>{LINE_STRINGS}|`(?:\\.|[^`\\])*`)"
    r"|(?<=[(,=:\[!&|?{};\n])[ \t]*/(?![*/])(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\\n\[])+/[a-z]*"
)
HASH = re.compile(
    r"(?P<comment>(?:^|(?<=\s))\#[^\n]*)|(?P<string>\"(?:\\.|[^\"\\])*\"|'[^']*')", re.MULTILINE
)
PYTHON = re.compile(
    rf"(?P<string>\"\"\"(?:.|\n)*?\"\"\"|'{{3}}(?:.|\n)*?'{{3}}|{LINE_STRINGS})"
    r"|(?P<comment>\#[^\n]*)"
)
ADDRESS = re.compile(r"\]\([^)\s]*\)|<!--(?:.|\n)*?-->|https?://\S+")
INTERPOLATION = re.compile(r"\\\((?:[^()]|\([^()]*\))*\)|\$?\{[^{}\s]*\}")
QUOTED = re.compile(r"(`+)(?:.|\n)*?\1")


def scanner(extension):
    if extension in {".js", ".mjs"}:
        return JAVASCRIPT
    if extension == ".py":
        return PYTHON
    return HASH if extension in HASHED else SWIFT


def blank(text, pattern):
    """Returns `text` with what `pattern` matches replaced by blanks, its lines kept."""
    return pattern.sub(lambda match: re.sub(r"[^\n]", " ", match.group()), text)


def code(text, extension):
    """Returns source text with its comments and strings blank."""
    return blank(text, scanner(extension))


def print_counts(counts):
    """Prints how many finds each target has, the most first."""
    for name, count in sorted(counts.items(), key=lambda item: -item[1]):
        print(f"{count:6} {name}")
    print(f"{sum(counts.values()):6} in all")


def document(text):
    """Yields the paragraphs of a document in Markdown, without what it quotes as code."""
    text = blank(text, re.compile(r"^[ \t]*(```|~~~)(?:.|\n)*?^[ \t]*\1[ \t]*$", re.MULTILINE))
    text = blank(text, re.compile(r"(?<=\n\n)(?: {4,}[^\n]*\n)+"))
    text = blank(blank(text, QUOTED), ADDRESS)
    position = 0
    for block in re.split(r"(\n\s*\n|\n(?=\s*(?:[-*|#]|\d+\.)\s))", text):
        if block.strip():
            yield text.count("\n", 0, position) + 1, block
        position += len(block)


def case(text):
    """Yields what an end-to-end case says that it shows."""
    for match in re.finditer(r'"summary":\s*"((?:\\.|[^"\\])*)"', text):
        yield text.count("\n", 0, match.start(1)) + 1, match.group(1)


def comments(text, pattern):
    """Yields the comments and strings of source text; comments on adjacent lines are one."""
    run, start, last = "", 0, -1
    for match in pattern.finditer(text):
        line = text.count("\n", 0, match.start()) + 1
        if match["string"]:
            content = INTERPOLATION.sub("…", match.group())
            content = re.sub(r"\\[nt]", "  ", content)
            if " " in content:
                yield line, content
        elif match["comment"]:
            content = re.sub(r"^(///?|/\*\*?|#+)", "", match.group())
            if run and (line != last + 1 or not content.strip(" *!/")):
                yield start, run
                run = ""
            if not run:
                start = line
            run += content + "\n"
            last = line + match.group().count("\n")
    if run:
        yield start, run


def prose(path):
    """Yields what people read in a file: the number of its first line, and the text."""
    text, extension = read(path), kind(path)
    if extension == ".md":
        yield from document(text)
        return
    if extension == ".json":
        yield from case(text)
        return
    for line, paragraph in comments(text, scanner(extension)):
        yield line, blank(paragraph, QUOTED)
