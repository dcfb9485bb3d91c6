// The error that Postman's scripts know for a text that is not JSON: a JSONError that names line
// and column, shows the line and marks the place. Postman parses such a text a second time with a
// lenient parser for its message, and places are where that parser stops.

import { stringifyJSON } from "./primordials.js";

class JSONError extends Error {
    constructor(message) {
        super(message);
        this.name = "JSONError";
    }
}

/** What a value is if there is none. */
const nothing = undefined;
/** What stands for any value that is not a key. */
const something = null;

/** Stops the scan at its position; without a reason, the character there is unexpected. */
class Stop {
    constructor(reason) { this.reason = reason; }
}

/** Walks a text by the grammar of JSON to the first character that breaks it. */
class Scanner {
    position = 0;
    line = 1;
    lineStart = 0;

    constructor(text) { this.text = text; }

    /** The reason of the first error; undefined if a character is unexpected, or the end. */
    findError() {
        try {
            this.scan();
        } catch (stop) {
            if (!(stop instanceof Stop)) throw stop;
            return stop.reason;
        }
        return undefined;
    }

    scan() {
        this.skipSpace();
        const value = this.value();
        if (value === nothing && this.position >= this.text.length)
            this.fail(this.position > 0 ? "No data, only a whitespace" : "No data, empty input");
        this.skipSpace();
        this.fail();
    }

    fail(reason, step = 0) {
        this.position += step;
        throw new Stop(reason);
    }

    skipSpace() {
        for (; this.position < this.text.length; this.position++) {
            const character = this.text[this.position];
            if (!" \t\n\r".includes(character)) return;
            if (character === "\n"
                || (character === "\r" && this.text[this.position + 1] !== "\n")) {
                this.line++;
                this.lineStart = this.position + 1;
            }
        }
    }

    value() {
        const character = this.text[this.position];
        switch (character) {
            case "{": return this.object();
            case "[": return this.array();
            case '"': return this.string();
            case "t": return this.word("true");
            case "f": return this.word("false");
            case "n": return this.word("null");
            default: return character !== undefined && "-.0123456789".includes(character)
                ? this.number() : nothing;
        }
    }

    /** The next character, which is passed even if it is the end. */
    next() { return this.text[this.position++]; }

    object() {
        this.position++;
        for (let isEmpty = true; this.position < this.text.length; isEmpty = false) {
            this.skipSpace();
            const key = this.key();
            this.skipSpace();
            const mark = this.next();
            if (mark === "}" && key === nothing) {
                if (!isEmpty) this.fail("Trailing comma in object", -1);
                return something;
            }
            if (mark !== ":" || key === nothing) this.fail(undefined, -1);
            this.skipSpace();
            if (this.value() === nothing) this.fail(`No value found for key ${key}`);
            if (typeof key !== "string") this.fail(`Wrong key type: ${key}`);
            this.skipSpace();
            const end = this.next();
            if (end === "}") return something;
            if (end !== ",") this.fail();
        }
        return this.fail();
    }

    key() {
        const character = this.text[this.position];
        if (character === '"') return this.string();
        return character !== undefined && ".0123456789".includes(character)
            ? this.number() : nothing;
    }

    array() {
        this.position++;
        for (let isEmpty = true; this.position < this.text.length; isEmpty = false) {
            this.skipSpace();
            const item = this.value();
            this.skipSpace();
            const mark = this.next();
            if (mark === "]") {
                if (item === nothing && !isEmpty) this.fail("Trailing comma in array", -1);
                return something;
            }
            if (mark !== ",") this.fail(undefined, -1);
            if (item === nothing) this.fail("Elisions are not supported");
        }
        return nothing;
    }

    string() {
        const start = ++this.position;
        for (;;) {
            const character = this.next();
            if (character === '"') return this.text.slice(start, this.position - 1);
            if (character === undefined) this.fail(undefined, -1);
            if (character === "\\") this.escape();
            else if (character === "\n" || character === "\r") this.fail();
            else if (character < " ") this.fail("Unexpected control character", -1);
        }
    }

    escape() {
        const character = this.next();
        if (character !== "u") {
            if (character === undefined || !'"\\/bfnrt'.includes(character))
                this.fail(undefined, -1);
            return;
        }
        for (let i = 0; i < 4; i++) {
            const digit = this.text[this.position];
            if (digit === undefined) this.fail();
            if (!/[0-9a-fA-F]/.test(digit)) this.fail("Bad escape sequence");
            this.position++;
        }
    }

    number() {
        const pattern = /-?(?:0|[1-9]\d*)?(?:\.\d*)?(?:[eE](?:[+-][^]|[^])?\d*)?/y;
        pattern.lastIndex = this.position;
        const [text] = pattern.exec(this.text);
        this.position += text.length;
        if (Number.isNaN(Number(text))) this.fail(`Bad numeric literal - "${text}"`, -1);
        if (!/^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:e[+-]?\d+)?$/i.test(text))
            this.fail(`Non-json numeric literal - "${text}"`, -1);
        return Number(text);
    }

    word(word) {
        if (!this.text.startsWith(word, this.position)) this.fail();
        this.position += word.length;
        return something;
    }
}

/** A character as a string literal in single quotation marks writes it. */
function shownCharacter(character) {
    return character === "'" ? "\\'"
        : character === '"' ? character
        : stringifyJSON(character).slice(1, -1);
}

/** The message: the error, its place, the line, and a mark below the place. */
function describe(text) {
    const scanner = new Scanner(text);
    const reason = scanner.findError();
    const { position, line, lineStart } = scanner;
    const what = reason ?? (position >= text.length ? "Unexpected end of input"
        : `Unexpected token '${shownCharacter(text[position])}'`);
    const shownStart = Math.max(lineStart, position - 69);
    const shown = text.slice(shownStart).split(/[\r\n]/, 1)[0].slice(0, 79);
    const margin = shown.slice(0, position - shownStart).replace(/[^\t]/g, " ");
    return `${what} at ${line}:${position - lineStart + 1}\n${shown}\n${margin}^`;
}

/** The error of a text that the engine did not parse. */
export const makeError = (text) => new JSONError(describe(text));

/** The error of a value that has no JSON at all. */
export const makeUndefinedError = () => new JSONError('"undefined" is not valid JSON');
