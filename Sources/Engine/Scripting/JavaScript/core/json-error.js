// The error that Postman's scripts know for a text that is not JSON: a JSONError that names line
// and column, shows the line and marks the place.

import { stringifyJSON } from "./primordials.js";

class JSONError extends Error {
    constructor(message) {
        super(message);
        this.name = "JSONError";
    }
}

/** Walks a text by the grammar of JSON to the first character that breaks it. */
class Scanner {
    position = 0;

    constructor(text) { this.text = text; }

    /** The position of the first error, or undefined. */
    findError() {
        this.skipSpace();
        if (!this.value()) return this.position;
        this.skipSpace();
        return this.position < this.text.length ? this.position : undefined;
    }

    skipSpace() {
        while (" \t\n\r".includes(this.text[this.position] || "x")) this.position++;
    }

    value() {
        switch (this.text[this.position]) {
            case "{": return this.group("}", () => this.member());
            case "[": return this.group("]", () => this.value());
            case '"':
                return this.take(/"(?:[^"\\\x00-\x1f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*/y)
                    && this.mark('"');
            default:
                return this.take(
                           /(?:true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?)(?![\w.])/y)
                    || this.wrongWord();
        }
    }

    /** Stops inside a word at the first letter that is not of a word of JSON. */
    wrongWord() {
        const word =
            ["true", "false", "null"].find((known) => known[0] === this.text[this.position]);
        for (let i = 0; word !== undefined && this.text[this.position] === word[i]; i++)
            this.position++;
        return false;
    }

    group(end, item) {
        this.position++;
        this.skipSpace();
        if (this.mark(end)) return true;
        for (;;) {
            this.skipSpace();
            if (!item()) return false;
            this.skipSpace();
            if (this.mark(end)) return true;
            if (!this.mark(",")) return false;
        }
    }

    member() {
        if (this.text[this.position] !== '"' || !this.value()) return false;
        this.skipSpace();
        if (!this.mark(":")) return false;
        this.skipSpace();
        return this.value();
    }

    mark(character) {
        if (this.text[this.position] !== character) return false;
        this.position++;
        return true;
    }

    take(pattern) {
        pattern.lastIndex = this.position;
        const found = pattern.exec(this.text);
        if (found === null) return false;
        this.position += found[0].length;
        return true;
    }
}

/** A character as a string literal in single quotation marks writes it. */
function shownCharacter(character) {
    return character === "'" ? "\\'"
        : character === '"' ? character
        : stringifyJSON(character).slice(1, -1);
}

/** The message: the error, its place, the line, and a mark below the place. */
function describe(text, position) {
    const before = text.slice(0, position);
    const lineStart = before.lastIndexOf("\n") + 1;
    const line = before.split("\n").length;
    const column = position - lineStart + 1;
    const what = text.length === 0 ? "No data, empty input"
        : position >= text.length ? "Unexpected end of input"
            : `Unexpected token '${shownCharacter(text[position])}'`;
    const shownStart = Math.max(lineStart, position - 70);
    const shown = text.slice(shownStart).split(/[\r\n]/)[0].slice(0, 79);
    const margin = text.slice(shownStart, position).replace(/[^\t]/g, " ");
    return `${what} at ${line}:${column}\n${shown}\n${margin}^`;
}

/** The error of a text that the engine did not parse. */
export function makeError(text) {
    return new JSONError(describe(text, new Scanner(text).findError() ?? 0));
}
