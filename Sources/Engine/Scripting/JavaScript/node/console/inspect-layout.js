// How the parts of an inspected value are put together: on one line while they are few and short,
// one below the other otherwise, long lists of short items in columns. The numbers are Node's.

const lineLength = 80;
/** How many levels of nesting may share one line. */
const joinedLevels = 3;

const named = { "\b": "\\b", "\t": "\\t", "\n": "\\n", "\f": "\\f", "\r": "\\r", "\\": "\\\\" };

function escape(text, mark) {
    // Control characters, the backslash, the quotation mark in use, lone surrogates.
    const escaped =
        /[\x00-\x1f\x7f-\x9f\\'"`]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;
    return text.replace(escaped, (character) => {
        if (character === "'" || character === '"' || character === "`") {
            return character === mark ? `\\${character}` : character;
        }
        const code = character.charCodeAt(0);
        return named[character]
            ?? (code > 0xff
                ? `\\u${code.toString(16)}`
                : `\\x${code.toString(16).toUpperCase().padStart(2, "0")}`);
    });
}

function quoteLine(text) {
    const mark = !text.includes("'") ? "'"
        : !text.includes('"') ? '"'
        : text.includes("`") || text.includes("${") ? "'"
        : "`";
    return mark + escape(text, mark) + mark;
}

/** The text in quotation marks; a long text of several lines is broken after each. */
export function quote(text, indentation) {
    const breaks = text.length > 16 && text.length > lineLength - indentation - 4;
    if (!breaks || !text.includes("\n")) return quoteLine(text);
    return text.split(/(?<=\n)/).map(quoteLine).join(` +\n${" ".repeat(indentation + 2)}`);
}

/** The name of a member, in quotation marks if it is not an identifier. */
export function quoteKey(name) {
    return /^[a-zA-Z_][a-zA-Z_0-9]*$/.test(name) ? name : quoteLine(name);
}

/**
 * Puts parts between braces. `nesting` is how many levels lie below; `isList` allows columns;
 * `value` says whether a list has numbers, which are aligned to the right.
 */
export function layOut({ parts, value, braces, prefix, isList, nesting, indentation }) {
    const [open, close] = braces;
    const rows = isList && parts.length > 6 ? columns(parts, value, indentation) : parts;
    if (nesting < joinedLevels && rows === parts) {
        const length = parts.reduce((sum, part) => sum + part.length + 1, 0);
        const margin = parts.length + indentation + open.length + prefix.length + 10;
        const joined = parts.join(", ");
        const fits = length + margin <= lineLength;
        if (fits && !joined.includes("\n") && !prefix.includes("\n")) {
            return `${prefix}${open} ${joined} ${close}`;
        }
    }
    const line = `\n${" ".repeat(indentation)}`;
    return `${prefix}${open}${line}  ${rows.join(`,${line}  `)}${line}${close}`;
}

/** The items in rows of equal columns, if that is denser than one item a line. */
function columns(parts, value, indentation) {
    const hasRest = parts.at(-1).startsWith("... ");
    const items = hasRest ? parts.slice(0, -1) : parts;
    const widths = items.map((item) => item.length + 2);
    const widest = Math.max(...widths);
    const total = widths.reduce((sum, width) => sum + width, 0);
    const isDense = widest * 3 + indentation < lineLength && (total / widest > 5 || widest <= 8);
    if (!isDense) return parts;
    const bias = Math.max(widest - 3 - Math.sqrt(widest - total / parts.length), 1);
    const count = Math.min(
        Math.round(Math.sqrt(2.5 * bias * items.length) / bias),
        Math.floor((lineLength - indentation) / widest), joinedLevels * 4, 15);
    if (count <= 1) return parts;
    const rows = alignRows(items, widths, count, items.every((_, i) => isNumeric(value[i])));
    return hasRest ? [...rows, parts.at(-1)] : rows;
}

const isNumeric = (value) => typeof value === "number" || typeof value === "bigint";

function alignRows(items, widths, count, alignsRight) {
    const columnWidths = [];
    for (let column = 0; column < count; column++) {
        columnWidths[column] = Math.max(...widths.filter((_, i) => i % count === column));
    }
    const rows = [];
    for (let start = 0; start < items.length; start += count) {
        const row = items.slice(start, start + count);
        rows.push(row.map((item, column) => {
            const isLast = column === row.length - 1;
            if (alignsRight)
                return (isLast ? item : `${item}, `)
                    .padStart(columnWidths[column] - (isLast ? 2 : 0));
            return isLast ? item : `${item}, `.padEnd(columnWidths[column]);
        }).join(""));
    }
    return rows;
}
