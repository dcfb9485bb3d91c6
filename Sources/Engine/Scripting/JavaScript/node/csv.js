// The module `csv-parse`: comma-separated text as records, by the options that scripts use of the 1.x and
// later versions of the library of that name.

const defaults = {
    delimiter: ",", quote: '"', escape: '"', comment: "", columns: null, rowDelimiter: undefined, from: 1, to: Infinity,
    skipEmptyLines: false, skipLinesWithEmptyValues: false, relax: false, relaxColumnCount: false, trim: false,
    ltrim: false, rtrim: false, cast: false, castDate: false, objname: undefined, bom: true,
};

/** Names of older and newer versions → the names here. */
const synonyms = {
    autoParse: "cast", autoParseDate: "castDate", recordDelimiter: "rowDelimiter", relaxQuotes: "relax",
    skipRecordsWithEmptyValues: "skipLinesWithEmptyValues", skipLinesWithError: "skipsErrors", fromLine: "from", toLine: "to",
};

function readOptions(given = {}) {
    const options = { ...defaults };
    for (const name of Object.keys(given ?? {})) {
        const camel = name.replace(/_([a-z])/g, (_, letter) => letter.toUpperCase());
        if (given[name] !== undefined) options[synonyms[camel] ?? camel] = given[name];
    }
    if (options.trim) Object.assign(options, { ltrim: true, rtrim: true });
    return options;
}

/** Reads one record after another off the text. */
class Reader {
    position = 0;
    line = 1;

    constructor(text, options) {
        this.text = text;
        this.options = options;
        const { rowDelimiter } = options;
        this.rowDelimiters = rowDelimiter === undefined || rowDelimiter === "auto" ? ["\r\n", "\n", "\r"] : [rowDelimiter].flat();
    }

    get isAtEnd() { return this.position >= this.text.length; }
    startsWith(mark) { return mark !== "" && mark !== null && mark !== false && this.text.startsWith(mark, this.position); }

    /** Takes the end of a record, and says whether one was there. */
    takeRowEnd() {
        const end = this.rowDelimiters.find((mark) => this.startsWith(mark));
        if (end === undefined) return false;
        this.position += end.length;
        this.line++;
        return true;
    }

    /** The fields of the next record; undefined for a comment. */
    record() {
        if (this.startsWith(this.options.comment)) {
            while (!this.isAtEnd && !this.takeRowEnd()) this.position++;
            return undefined;
        }
        const fields = [];
        for (;;) {
            fields.push(this.field());
            if (this.isAtEnd || this.takeRowEnd()) return fields;
            this.position += this.options.delimiter.length;
        }
    }

    field() {
        const { ltrim, rtrim, quote } = this.options;
        if (ltrim) while (/[ \t]/.test(this.text[this.position] ?? "") && !this.startsWith(this.options.delimiter)) this.position++;
        if (this.startsWith(quote)) {
            const start = this.position;
            const quoted = this.quoted();
            if (quoted !== undefined) return { text: quoted, isQuoted: true };
            this.position = start;
        }
        const plain = this.plain();
        return { text: rtrim ? plain.trimEnd() : plain, isQuoted: false };
    }

    plain() {
        const start = this.position;
        while (!this.isAtEnd && !this.startsWith(this.options.delimiter)
            && !this.rowDelimiters.some((mark) => this.startsWith(mark))) this.position++;
        return this.text.slice(start, this.position);
    }

    /** A field in quotation marks; undefined where `relax` lets it stand as it is written. */
    quoted() {
        const { quote, escape, relax, rtrim } = this.options;
        const opening = this.line;
        let text = "";
        this.position += quote.length;
        for (;;) {
            if (this.isAtEnd) throw new Error(`Quoted field not terminated at line ${opening}`);
            const isEscape = this.startsWith(escape) && this.text.startsWith(quote, this.position + escape.length);
            if (isEscape) {
                text += quote;
                this.position += escape.length + quote.length;
            } else if (this.startsWith(quote)) {
                this.position += quote.length;
                break;
            } else {
                if (this.text[this.position] === "\n") this.line++;
                text += this.text[this.position++];
            }
        }
        if (rtrim) while (/[ \t]/.test(this.text[this.position] ?? "")) this.position++;
        const ends = this.isAtEnd || this.startsWith(this.options.delimiter) || this.rowDelimiters.some((mark) => this.startsWith(mark));
        if (ends) return text;
        if (relax) return undefined;
        throw new Error(`Invalid closing quote at line ${this.line}; found ${JSON.stringify(this.text[this.position])} instead of delimiter `
            + JSON.stringify(this.options.delimiter));
    }
}

/** The value of a field. */
function cast(field, options, context) {
    const { text, isQuoted } = field;
    if (typeof options.cast === "function") return options.cast(text, { ...context, quoting: isQuoted });
    if (!options.cast) return text;
    if (text.trim() !== "" && !Number.isNaN(Number(text))) return Number(text);
    if (options.castDate && !Number.isNaN(Date.parse(text))) return new Date(text);
    return text;
}

/** The names of the columns: undefined where records are lists. */
function readColumns(columns, first) {
    const names = typeof columns === "function" ? columns(first) : Array.isArray(columns) ? columns : first;
    return names.map((name) => (typeof name === "object" && name !== null ? name.name : name));
}

function toObject(names, values) {
    const object = {};
    names.forEach((name, index) => {
        if (name !== undefined && name !== null && name !== false && index < values.length) object[name] = values[index];
    });
    return object;
}

/** Whether the record is one of those that the options leave out. */
function isSkipped(fields, options) {
    if (options.skipEmptyLines && fields.length === 1 && !fields[0].isQuoted && fields[0].text.trim() === "") return true;
    return options.skipLinesWithEmptyValues && fields.every(({ text }) => text.trim() === "");
}

function checkCount(fields, expected, options, line) {
    if (fields.length === expected || options.relaxColumnCount) return true;
    if (options.skipsErrors) return false;
    throw new Error(`Number of columns is inconsistent on line ${line}`);
}

export function parseCSV(input, given) {
    const options = readOptions(given);
    const source = typeof input === "string" ? input : Buffer.from(input).toString();
    const reader = new Reader(options.bom ? source.replace(/^\ufeff/, "") : source, options);
    const records = [];
    let names;
    let count;
    let number = 0;
    while (!reader.isAtEnd) {
        const { line } = reader;
        const fields = reader.record();
        if (fields === undefined || isSkipped(fields, options)) continue;
        if (options.columns && names === undefined) {
            names = readColumns(options.columns, fields.map(({ text }) => text));
            count = names.length;
            if (!Array.isArray(options.columns)) continue;
        }
        count ??= fields.length;
        if (!checkCount(fields, count, options, line)) continue;
        number++;
        if (number < options.from || number > options.to) continue;
        const values = fields.map((field, index) => cast(field, options, { column: names?.[index] ?? index, index, lines: line, records: records.length, header: false }));
        records.push(names === undefined ? values : toObject(names, values));
    }
    if (options.objname === undefined) return records;
    return Object.fromEntries(records.map((record) => [record[options.objname], record]));
}

/** The module itself: by callback. */
export function csvModule(input, options, callback) {
    const done = typeof options === "function" ? options : callback;
    if (typeof done !== "function") throw new TypeError("csv-parse needs a callback; 'csv-parse/lib/sync' answers at once");
    setTimeout(() => {
        let records;
        try {
            records = parseCSV(input, typeof options === "function" ? {} : options);
        } catch (error) {
            return done(error);
        }
        done(undefined, records);
    });
}
csvModule.parse = csvModule;
