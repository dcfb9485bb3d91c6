// The module `csv-parse`: comma-separated text as records, with the behaviour of its version 1.2,
// which Postman's sandbox has, and the names that later versions gave to its options.

import { readOptions } from "./csv-options.js";
import { castField, CSVError, Records } from "./csv-records.js";

const isSpace = (character) => character === " " || character === "\t";

/** Reads a text once from its beginning to its end. */
class Parser {
    /** Whether the rest may be a mark that has begun: there, version 1.2 ignores errors. */
    isInTail = false;

    #text;
    #position = 0;
    #options;
    #records;
    #specials;
    #lines = 0;
    #row = [];
    #rowStart = 0;
    /** The field that is being read; undefined before its first character. */
    #field;
    #isQuoted = false;
    #wasQuoted = false;
    #isComment = false;
    #isAfterQuote = false;
    #hasError = false;

    constructor(text, options) {
        this.#text = text.startsWith("\ufeff") ? text.slice(1) : text;
        this.#options = options;
        this.#records = new Records(options);
        const { delimiter, quote, escape, comment, rowDelimiters = [] } = options;
        const marks = [delimiter, quote, escape, comment, "\n", "\r", " ", "\t", ...rowDelimiters];
        this.#specials = new Set(marks.map((mark) => mark[0]));
    }

    get result() { return this.#records.result; }

    parse() {
        while (this.#position < this.#text.length && !this.#records.isFull) {
            this.isInTail ||= this.#beginsTail();
            if (!this.#takeRun()) this.#step();
        }
        this.isInTail = true;
        if (this.#field !== undefined) this.#endField();
        if (this.#isQuoted) this.#fail(`Quoted field not terminated at line ${this.#lines}`);
        if (this.#row.length > 0) this.#endRow();
    }

    /** Takes the characters up to the next one that may mean something. */
    #takeRun() {
        let end = this.#position;
        while (end < this.#text.length && !this.#specials.has(this.#text[end])) end++;
        if (end === this.#position || this.#isAfterQuote) return false;
        if (!this.#isComment) this.#append(this.#text.slice(this.#position, end));
        if (end === this.#text.length) this.#lines++;
        this.#position = end;
        return true;
    }

    #append(text) { this.#field = (this.#field ?? "") + text; }

    /** Takes one character, or the mark that begins with it. */
    #step() {
        this.#findRowDelimiter();
        const character = this.#text[this.#position];
        if (!this.#isComment) {
            if (character === this.#options.escape && this.#takeEscape()) return;
            if (character === this.#options.quote && this.#takeQuote()) return;
        }
        const rowEnd = this.#rowDelimiterAt(this.#position);
        if (rowEnd !== undefined || this.#position === this.#text.length - 1) this.#lines++;
        const endsComment = this.#updateComment(rowEnd);
        const isDelimiter = this.#isAt(this.#options.delimiter, this.#position);
        if (this.#isAfterQuote
            && this.#skipAfterQuote(character, isDelimiter || rowEnd !== undefined)) {
            return;
        }
        if (!this.#isComment && !this.#isQuoted && (isDelimiter || rowEnd !== undefined)) {
            this.#takeMark(isDelimiter, rowEnd, endsComment);
            return;
        }
        this.#position++;
        const isTrimmed = this.#options.ltrim && !this.#field && !this.#isQuoted
            && isSpace(character);
        if (!this.#isComment) this.#append(isTrimmed ? "" : character);
    }

    #isAt(mark, position) { return mark !== "" && this.#text.startsWith(mark, position); }
    #rowDelimiterAt(position) {
        return this.#options.rowDelimiters?.find((mark) => this.#text.startsWith(mark, position));
    }

    /** Lets the first end of a row decide what ends rows. */
    #findRowDelimiter() {
        if (this.#options.rowDelimiters !== undefined) return;
        const isClosing = this.#isQuoted && this.#text[this.#position] === this.#options.quote;
        if (this.#isQuoted && !isClosing) return;
        const [mark] = /^(?:\r\n?|\n)?/.exec(
            this.#text.substr(this.#position + (isClosing ? 1 : 0), 2));
        if (mark !== "") this.#options.rowDelimiters = [mark];
    }

    #takeEscape() {
        const { escape, quote } = this.#options;
        const opensField = escape === quote && !this.#field && !this.#isQuoted;
        const next = this.#text[this.#position + 1];
        if (opensField || (next !== escape && next !== quote)) return false;
        this.#append(next);
        this.#position += 2;
        return true;
    }

    /** Takes a quotation mark; returns false if it stands for itself. */
    #takeQuote() {
        if (this.#isAfterQuote) this.#fail("Only trimable characters are accepted after quotes");
        if (this.#isQuoted) return this.#takeClosingQuote();
        if (this.#field) {
            if (!this.#options.relax) {
                this.#fail(`Invalid opening quote at line ${this.#lines + 1}`);
            }
            return false;
        }
        this.#isQuoted = true;
        this.#position++;
        return true;
    }

    #takeClosingQuote() {
        const { quote, delimiter, comment, relax, rtrim } = this.#options;
        const after = this.#position + 1;
        const next = this.#text[after];
        const isTrimmed = rtrim && isSpace(next);
        const isLast = next === undefined || next === comment || this.#isAt(delimiter, after)
            || this.#rowDelimiterAt(after) !== undefined;
        if (isLast || isTrimmed) {
            this.#position = after;
            this.#isQuoted = false;
            this.#wasQuoted = true;
            this.#isAfterQuote = isTrimmed;
            if (next === undefined) this.#append("");
            return true;
        }
        if (!relax) {
            const [found, expected] = [next, delimiter].map((text) => JSON.stringify(text));
            this.#fail(`Invalid closing quote at line ${this.#lines + 1}; `
                + `found ${found} instead of delimiter ${expected}`);
            return false;
        }
        this.#isQuoted = false;
        if (this.#field) this.#field = quote + this.#field;
        return false;
    }

    /** Returns whether a comment ends here. */
    #updateComment(rowEnd) {
        if (!this.#isComment && !this.#isQuoted
            && this.#isAt(this.#options.comment, this.#position)) {
            this.#isComment = true;
        } else if (this.#isComment && rowEnd !== undefined) {
            this.#isComment = false;
            return true;
        }
        return false;
    }

    /** Skips white space between a closing quotation mark and the end of its field. */
    #skipAfterQuote(character, isEnd) {
        if (isEnd) {
            this.#isAfterQuote = false;
            return false;
        }
        if (!isSpace(character)) this.#fail("Only trimable characters are accepted after quotes");
        this.#position++;
        return true;
    }

    /** Takes a mark that ends a field, and maybe the row. */
    #takeMark(isDelimiter, rowEnd, endsComment) {
        const isEmptyLine = !isDelimiter && this.#row.length === 0 && this.#field === undefined
            && !this.#wasQuoted;
        this.#position += isDelimiter ? this.#options.delimiter.length : rowEnd.length;
        if (isEmptyLine && (endsComment || this.#options.skipEmptyLines)) return;
        this.#endField();
        if (!isDelimiter) this.#endRow();
        else if (this.#position === this.#text.length) this.#field = "";
    }

    #endField() {
        const text = this.#field ?? "";
        const value = this.#options.rtrim && !this.#wasQuoted ? text.trimEnd() : text;
        const index = this.#row.length;
        this.#row.push(castField(value, this.#options, {
            quoting: this.#wasQuoted, lines: this.#lines, count: this.#records.count, index,
            column: this.#records.columns?.[index] ?? index,
            header: Boolean(this.#options.columns) && this.#records.columns === undefined,
        }));
        this.#field = undefined;
        this.#wasQuoted = false;
    }

    #endRow() {
        const row = this.#row;
        this.#row = [];
        if (!this.#hasError) {
            this.#records.add(row, this.#lines, this.#text.slice(this.#rowStart, this.#position));
        }
        this.#hasError = false;
        this.#rowStart = this.#position;
    }

    /** Gives up, or only on this row if the options say so. */
    #fail(message) {
        if (!this.#options.skipLinesWithError) throw new CSVError(message);
        this.#hasError = true;
    }

    /** Returns whether version 1.2 would wait for more text before it reads on. */
    #beginsTail() {
        const { delimiter, escape, quote, comment, rowDelimiters } = this.#options;
        const left = this.#text.length - this.#position;
        if (rowDelimiters === undefined) return left < 3;
        const rest = left <= 16 ? this.#text.slice(this.#position) : undefined;
        const longer = [comment, ...rowDelimiters,
            ...this.#isQuoted ? rowDelimiters.map((mark) => quote + mark) : []];
        return rest !== undefined
            && ([delimiter, escape].some((mark) => mark.startsWith(rest))
                || longer.some((mark) => mark !== rest && mark.startsWith(rest)));
    }
}

/** Returns the records of a text; `isStrict` throws for errors at its end too. */
function parse(input, options, isStrict) {
    const parser = new Parser(
        Buffer.isBuffer(input) ? input.toString() : String(input), readOptions(options));
    try {
        parser.parse();
    } catch (error) {
        if (isStrict || !parser.isInTail || !(error instanceof CSVError)) throw error;
    }
    return parser.result;
}

/** `csv-parse/lib/sync`: an error in the last row, if no line break ends it, drops that row. */
export const parseCSV = (input, options) => parse(input, options, false);

/** `csv-parse/sync` of later versions: every error is thrown. */
export const parseCSVStrictly = (input, options) => parse(input, options, true);

/** `csv-parse` itself: the records go to a callback. */
export function csvModule(input, options, callback) {
    const done = typeof options === "function" ? options : callback;
    if (typeof done !== "function") {
        throw new TypeError("csv-parse needs a callback; 'csv-parse/lib/sync' returns the records");
    }
    setTimeout(() => {
        let records;
        try {
            records = parseCSVStrictly(input, typeof options === "function" ? {} : options);
        } catch (error) {
            return done(error);
        }
        done(undefined, records);
    });
}
csvModule.parse = csvModule;
