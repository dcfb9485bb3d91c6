// The errors about arguments, with the codes and messages that Node gives them.

import { ScriptTypeError } from "../core/error-stacks.js";

/** Returns an error with one of Node's codes. */
export function codedError(error, code) {
    error.code = code;
    return error;
}

/** Returns how Node describes a value that it does not accept. */
function received(value) {
    if (value === null || value === undefined) return `Received ${value}`;
    if (typeof value === "function") return `Received function ${value.name}`;
    if (typeof value === "object") {
        return `Received an instance of ${value.constructor?.name ?? "Object"}`;
    }
    const shown = typeof value === "string" ? `'${value}'` : String(value);
    return `Received type ${typeof value} (${shown})`;
}

/** Returns the error for a value of a wrong type. */
export function wrongType(name, expected, value) {
    const message = `The ${name} must be ${expected}. ${received(value)}`;
    return codedError(new ScriptTypeError(message), "ERR_INVALID_ARG_TYPE");
}

/** Returns the error for arguments that are not given. */
export function missing(...names) {
    const shown = names.map((name) => `"${name}"`).join(" and ");
    const message = `The ${shown} argument${names.length > 1 ? "s" : ""} must be specified`;
    return codedError(new ScriptTypeError(message), "ERR_MISSING_ARGS");
}

/** Refuses what is not a function. */
export function checkCallback(value, name = "callback") {
    if (typeof value !== "function")
        throw wrongType(`"${name}" argument`, "of type function", value);
}

/** Returns a large integer with its digits in groups of three. */
function grouped(value) {
    const isLarge = typeof value === "bigint" ? value > 2n ** 32n || value < -(2n ** 32n)
        : Number.isInteger(value) && Math.abs(value) > 2 ** 32;
    const digits = isLarge ? String(value).replace(/\B(?=(?:\d{3})+$)/g, "_") : String(value);
    return typeof value === "bigint" ? `${digits}n` : digits;
}

/** Returns the error for a number outside of its range. */
export function outOfRange(name, range, value) {
    const message = `The value of "${name}" is out of range. It must be ${range}. `
        + `Received ${grouped(value)}`;
    return codedError(new RangeError(message), "ERR_OUT_OF_RANGE");
}

/** Returns the error for memory outside of a buffer; `name` is the argument, if one is to blame. */
export function outOfBounds(name) {
    const message = name === undefined ? "Attempt to access memory outside buffer bounds"
        : `"${name}" is outside of buffer bounds`;
    return codedError(new RangeError(message), "ERR_BUFFER_OUT_OF_BOUNDS");
}

/** Returns an integer between two others. */
export function checkedInteger(value, name, low, high, and = "and") {
    if (typeof value !== "number") throw wrongType(`"${name}" argument`, "of type number", value);
    if (!Number.isInteger(value)) throw outOfRange(name, "an integer", value);
    if (value >= low && value <= high) return value;
    const limit = high === Infinity ? "" : ` ${and} <= ${high}`;
    throw outOfRange(name, `>= ${low}${limit}`, value);
}

/** Returns a position from 0 to the end. */
export const checkedPosition = (value, name, end) => checkedInteger(value, name, 0, end, "&&");

/** Returns a length that a Buffer can have. */
export function checkedSize(size) {
    if (typeof size !== "number") throw wrongType('"size" argument', "of type number", size);
    if (!(size >= 0 && size <= 2 ** 32)) throw outOfRange("size", `>= 0 && <= ${2 ** 32}`, size);
    return size;
}

/** Returns a Buffer or another Uint8Array. */
export function checkedView(value, name, expected = "an instance of Buffer or Uint8Array") {
    if (value instanceof Uint8Array) return value;
    throw wrongType(`"${name}" argument`, expected, value);
}
