// The options of csv-parse, under the names of its version 1.2 and of later ones.

const defaults = {
    delimiter: ",", quote: '"', escape: '"', comment: "", columns: null, rowDelimiter: "auto",
    from: 0, to: Infinity, skipEmptyLines: false, skipLinesWithEmptyValues: false,
    skipLinesWithError: false, relax: false, relaxColumnCount: false, trim: false, ltrim: false,
    rtrim: false, cast: false, castDate: false, objname: undefined, raw: false,
};

/** Names of other versions → the names here. */
const synonyms = {
    autoParse: "cast", autoParseDate: "castDate", recordDelimiter: "rowDelimiter",
    relaxQuotes: "relax", skipRecordsWithEmptyValues: "skipLinesWithEmptyValues",
    skipRecordsWithError: "skipLinesWithError",
};

const namedDelimiters =
    { auto: undefined, unix: ["\n"], mac: ["\r"], windows: ["\r\n"], unicode: ["\u2028"] };

/** Returns all options; `rowDelimiters` is undefined until the first end of a row is seen. */
export function readOptions(given) {
    const options = { ...defaults };
    for (const [name, value] of Object.entries(given ?? {})) {
        const camel = name.replace(/_([a-z])/g, (_, letter) => letter.toUpperCase());
        if (value !== undefined) options[synonyms[camel] ?? camel] = value;
    }
    for (const name of ["delimiter", "quote", "escape", "comment"]) {
        options[name] = textOf(options[name]);
    }
    options.ltrim ||= options.trim;
    options.rtrim ||= options.trim;
    const { rowDelimiter } = options;
    options.rowDelimiters = rowDelimiter in namedDelimiters ? namedDelimiters[rowDelimiter]
        : [rowDelimiter].flat().map(String);
    return options;
}

/** `false`, `null` and the empty text turn a mark off. */
const textOf = (mark) => (mark ? String(mark) : "");
