// How a thrown value becomes the name, message, stack and position that a report shows.
//
// The engine writes a frame as `function@source:line:column`. Only frames of the user's own scripts
// are of use to a user; they are shown under the name that Newman gives every script. Nothing here may
// throw, whatever a script throws: a getter that throws, a proxy, null.

import {
    indexOf, isObject, join, lastIndexOf, split, startsWith, substring,
} from "./primordials.js";

/** How the host names the source of script number n: this, then n. */
export const sourcePrefix = "script:";

const shownSource = "sandbox-script.js";

/** The user's code starts this many lines below the start of its source: the host wraps it. */
const wrapperLines = 1;

/** Reads a member of anything; undefined where that throws. */
function read(value, name) {
    try {
        return value[name];
    } catch {
        return undefined;
    }
}

/** Any value as text; never throws. */
export function textOf(value) {
    try {
        return `${typeof value === "symbol" ? value.toString() : value}`;
    } catch {
        return "[value without a text]";
    }
}

/** The frame of a user's script in one line of an engine's stack, or undefined. */
function parseFrame(line) {
    const at = lastIndexOf(line, "@" + sourcePrefix);
    if (at < 0) return undefined;
    const [number, row, column] = split(substring(line, at + 1 + sourcePrefix.length), ":");
    return {
        source: +number, line: +row - wrapperLines, column: +column,
        name: substring(line, 0, at),
    };
}

function frames(error) {
    const stack = read(error, "stack");
    const found = [];
    if (typeof stack !== "string" || indexOf(stack, "@" + sourcePrefix) < 0) return found;
    const lines = split(stack, "\n");
    for (let i = 0; i < lines.length; i++) {
        const frame = parseFrame(lines[i]);
        // A line of 0 or less is the wrapper's own.
        if (frame !== undefined && frame.line > 0) found[found.length] = frame;
    }
    return found;
}

/** A syntax error has no frame of the script that it is in, but names the place itself. */
function syntaxFrame(error) {
    const source = read(error, "sourceURL");
    if (typeof source !== "string" || !startsWith(source, sourcePrefix)) return undefined;
    const line = read(error, "line") - wrapperLines;
    const column = read(error, "column");
    return {
        source: +substring(source, sourcePrefix.length), line: line > 0 ? line : 1,
        column: column > 0 ? column : 1, name: "",
    };
}

function frameText(frame) {
    const place = `${shownSource}:${frame.line}:${frame.column}`;
    return frame.name === "" ? `    at ${place}` : `    at ${frame.name} (${place})`;
}

/** The name, message, stack, line and column of anything thrown; `source` is the running script. */
export function describe(error, source) {
    if (!isObject(error)) return ["Error", textOf(error), undefined, 0, 0];
    const name = read(error, "name");
    const message = read(error, "message");
    const head = [
        typeof name === "string" && name !== "" ? name : "Error",
        message === undefined ? textOf(error) : textOf(message),
    ];
    const found = frames(error);
    if (found.length === 0) {
        const frame = syntaxFrame(error);
        if (frame === undefined) return [...head, undefined, 0, 0];
        found[0] = frame;
    }
    let own = found[0];
    for (let i = 0; i < found.length; i++) {
        if (found[i].source === source) {
            own = found[i];
            break;
        }
    }
    const lines = [`${head[0]}: ${head[1]}`];
    for (let i = 0; i < found.length; i++) lines[lines.length] = frameText(found[i]);
    return [...head, join(lines, "\n"), own.line, own.column];
}

/** The stack of an error as a console shows it, or its name and message where it has none. */
export function stackText(error, source) {
    const [name, message, stack] = describe(error, source);
    return stack ?? (message === "" ? name : `${name}: ${message}`);
}
