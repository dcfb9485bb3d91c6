"""Writes one environment in several encodings, and later checks what became of each."""
import pathlib
import sys

TEXT = '{\r\n  "name": "Müller",\r\n  "values": [\r\n    {"key": "a", "value": "ü", "enabled": true}\r\n  ]\r\n}\r\n'
YAML = "# Kept.\r\nname: Müller\r\nvalues:\r\n  - key: a  # its own\r\n    value: ü\r\n    type: secret\r\n"
FILES = {
    "utf8.json": (TEXT, "utf-8"), "mark.json": (TEXT, "utf-8-sig"),
    "latin1.json": (TEXT, "latin-1"), "utf16.json": (TEXT, "utf-16"),
    "big.json": ("\ufeff" + TEXT, "utf-16-be"),
    "crlf.yaml": (YAML, "utf-8"), "mark.yaml": (YAML, "utf-8-sig"),
}


def changed(name: str, text: str) -> str:
    if name.endswith(".yaml"):
        return text.replace("value: ü", "value: ö") + "  - key: b\r\n    value: new\r\n"
    entry = '    {"key": "b", "value": "new", "enabled": true}\r\n'
    return text.replace('"value": "ü", "enabled": true}\r\n', '"value": "ö", "enabled": true},\r\n' + entry)


for name, (text, encoding) in FILES.items():
    path = pathlib.Path(name)
    if sys.argv[1] == "write":
        path.write_bytes(text.encode(encoding))
    elif path.read_bytes() != changed(name, text).encode(encoding):
        print(name, path.read_bytes())
