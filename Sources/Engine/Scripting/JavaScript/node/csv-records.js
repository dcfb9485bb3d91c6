// The records that csv-parse makes of rows: lists, or objects with the names of the columns.

/** An error in the text; the parser decides whether the caller receives it. */
export class CSVError extends Error {}

/** Returns a field's value: a number or a date, if the options ask for that. */
export function castField(text, options, context) {
    if (typeof options.cast === "function") return options.cast(text, context);
    if (!options.cast) return text;
    if (/^[-+]?[1-9]\d*$/.test(text)) return parseInt(text, 10);
    // As csv-parse 1.2 recognizes other numbers.
    if (text - parseFloat(text) + 1 >= 0) return parseFloat(text);
    return options.castDate ? castDate(text, options.castDate) : text;
}

function castDate(text, convert) {
    if (typeof convert === "function") return convert(text);
    const time = Date.parse(text);
    return Number.isNaN(time) ? text : new Date(time);
}

/** Collects rows as records. */
export class Records {
    /**
     * The names of the columns; undefined if records are lists or the row with names is still to
     * come.
     */
    columns;
    list = [];
    count = 0;
    isFull = false;

    #options;
    #length = 0;

    constructor(options) {
        this.#options = options;
        this.columns = Array.isArray(options.columns) ? namesOf(options.columns) : undefined;
    }

    /** Takes a row and the number of lines read so far. */
    add(row, lines, source) {
        const { skipLinesWithEmptyValues, columns, from, to } = this.#options;
        if (this.isFull || (skipLinesWithEmptyValues && row.join("").trim() === "")) return;
        if (columns && this.columns === undefined) {
            this.columns = namesOf(typeof columns === "function" ? columns(row) : row);
            return;
        }
        this.#length ||= this.columns?.length ?? row.length;
        if (row.length !== 1 || row[0] !== "") {
            if (!this.#checkLength(row, lines)) return;
            this.count++;
        }
        if (this.count < from) return;
        const record = this.columns === undefined ? row : toObject(this.columns, row);
        this.list.push(this.#options.raw ? { raw: source, row: record } : record);
        this.isFull = this.count >= to;
    }

    /** Returns whether the row is a record; an empty line always is. */
    #checkLength(row, lines) {
        if (row.length === this.#length || this.#options.relaxColumnCount) return true;
        if (this.#options.skipLinesWithError) return false;
        const what = this.columns === undefined ? `is inconsistent on line ${lines}`
            : `on line ${lines} does not match header`;
        throw new CSVError(`Number of columns ${what}`);
    }

    /** Returns all records: a list, or an object whose members are named by one of the columns. */
    get result() {
        const { objname } = this.#options;
        return objname ? Object.fromEntries(this.list.map((record) => [record[objname], record]))
            : this.list;
    }
}

const namesOf = (columns) => columns.map((column) => column?.name ?? column);

function toObject(names, row) {
    const object = {};
    row.forEach((value, index) => {
        const name = names[index];
        if (name !== undefined && name !== null && name !== false) object[name] = value;
    });
    return object;
}
