// Node's util.format: `%s`, `%d`, `%j` and the like are replaced by the values that follow.

import { indexOf } from "../../core/primordials.js";
import { inspect } from "./inspect.js";

/** Whether a text asks for values. */
export const hasDirective = (text) => indexOf(text, "%") >= 0 && /%[sdifjoOc]/.test(text);

function asText(value) {
    if (typeof value === "bigint") return `${value}n`;
    if (Object.is(value, -0)) return "-0";
    if (typeof value !== "object" || value === null) return String(value);
    // An object that says itself how it is written does so.
    const hasOwnText = value.toString !== Object.prototype.toString
        && value.toString !== Error.prototype.toString && !Array.isArray(value)
        && typeof value.toString === "function" && !(value instanceof Date);
    return hasOwnText ? String(value) : inspect(value, 0, 0);
}

function asNumber(value, convert) {
    if (typeof value === "bigint") return `${value}n`;
    return typeof value === "symbol" || (typeof value === "object" && convert === Number)
        ? "NaN"
        : asText(convert(value));
}

function asJSON(value) {
    try {
        return JSON.stringify(value);
    } catch (error) {
        if (/circular|cyclic/i.test(error.message)) return "[Circular]";
        throw error;
    }
}

function replace(kind, value) {
    switch (kind) {
        case "s": return asText(value);
        case "d": return asNumber(value, Number);
        case "i": return asNumber(value, (given) => parseInt(given, 10));
        case "f": return typeof value === "symbol" ? "NaN" : asText(parseFloat(value));
        case "j": return asJSON(value);
        case "c": return "";
        default: return inspect(value, 0, 4);
    }
}

export function format(template, ...values) {
    let next = 0;
    const parts = [];
    if (typeof template === "string") {
        parts.push(
            values.length === 0 ? template : template.replace(/%([sdifjoOc%])/g, (mark, kind) => {
                if (kind === "%") return "%";
                return next < values.length ? replace(kind, values[next++]) : mark;
            }));
    } else if (arguments.length > 0) {
        parts.push(inspect(template, 0, 2));
    }
    for (const value of values.slice(next))
        parts.push(typeof value === "string" ? value : inspect(value, 0, 2));
    return parts.join(" ");
}
