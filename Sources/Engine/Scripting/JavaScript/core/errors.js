// How a thrown value becomes the name, message, stack and position that a report shows.
//
// The engine writes a frame as `function@source:line:column`. Only frames of the user's own scripts
// are of use to a user; they are shown under the name that Newman gives every script. Nothing here
// may throw, although a script may throw anything: a getter that throws, a proxy, null.

import { inspect } from "../node/console/inspect.js";
import { plainFailure } from "./failures.js";
import { compared, shortened } from "./masking.js";
import { asWritten } from "./memory.js";
import {
    append, assign, indexOf, isObject, join, lastIndexOf, split, startsWith, stringifyJSON,
    substring, textOf,
} from "./primordials.js";
import { searchedPlace, writtenColumn } from "./places.js";
import { rawStacks } from "./raw-stacks.js";

/** How the host names the source of script number n: this, then n. */
const sourcePrefix = "script:";

const shownSource = "sandbox-script.js";

/** The user's code starts this many lines below the start of its source: the host wraps it. */
const wrapperLines = 3;

/** How the engine begins the message for a variable that does not exist. */
const unknownName = "Can't find variable: ";

/** What the host calls the function around the user's code. */
const wrapperName = "$$script";

/** Reads a member of anything; undefined if that throws. */
function read(value, name) {
    try {
        return value[name];
    } catch {
        return undefined;
    }
}

/**
 * A line of an engine's stack that is in a script of the user's, or in a module; undefined for any
 * other.
 */
function parseFrame(line, isUnknownName) {
    const at = lastIndexOf(line, "@" + sourcePrefix);
    if (at < 0) return parseModuleFrame(line, isUnknownName);
    const place = split(substring(line, at + 1 + sourcePrefix.length), ":");
    const source = +place[0];
    const ownLine = +place[1] - wrapperLines;
    return {
        source,
        line: ownLine,
        column: writtenColumn(source, ownLine, +place[2], isUnknownName),
        name: nameIn(substring(line, 0, at)),
    };
}

/** The name of a frame's function; that of the host is none. */
const nameIn = (name) => (name === wrapperName ? "" : name);

/** A frame in a module of the user's: its source is a path. */
function parseModuleFrame(line, isUnknownName) {
    const at = indexOf(line, "@/");
    if (at < 0) return undefined;
    const end = lastIndexOf(line, ":");
    const middle = lastIndexOf(line, ":", end - 1);
    const file = substring(line, at + 1, middle);
    const ownLine = +substring(line, middle + 1, end);
    return {
        source: undefined,
        file,
        line: ownLine,
        column: writtenColumn(file, ownLine, +substring(line, end + 1), isUnknownName),
        name: substring(line, 0, at),
    };
}

function frames(error) {
    const stack = rawStacks.get(error) ?? read(error, "stack");
    const found = [];
    if (typeof stack !== "string") return found;
    const text = read(error, "message");
    const message = typeof text === "string" ? text : "";
    let isUnknownName = startsWith(message, unknownName);
    const lines = split(stack, "\n");
    for (let i = 0; i < lines.length; i++) {
        const frame = parseFrame(lines[i], isUnknownName);
        if (frame !== undefined) isUnknownName = false;
        if (i === 0 && frame?.source !== undefined) assign(frame, searchedPlace(frame, message));
        // A line of 0 or less is the wrapper's own, or not known.
        if (frame !== undefined && frame.line > 0) append(found, frame);
    }
    return found;
}

/** A syntax error has no frame of the script that it is in, but names the place itself. */
function syntaxFrame(error) {
    const source = read(error, "sourceURL");
    if (typeof source !== "string" || !startsWith(source, sourcePrefix)) return undefined;
    if (read(error, "name") !== "SyntaxError") return undefined;
    const line = read(error, "line") - wrapperLines;
    const column = read(error, "column");
    return {
        source: +substring(source, sourcePrefix.length), line: line > 0 ? line : 1,
        column: column > 0 ? column : 1, name: "",
    };
}

function frameText(frame) {
    const place = `${frame.file ?? shownSource}:${frame.line}:${frame.column}`;
    return frame.name === "" ? `    at ${place}` : `    at ${frame.name} (${place})`;
}

/** The frame whose place is the failure's: the first of the running script, else of any. */
function ownFrame(found, source) {
    let own;
    for (let i = 0; i < found.length; i++) {
        const frame = found[i];
        if (frame.source === source) return frame;
        if (frame.source !== undefined) own ??= frame;
    }
    return own;
}

/** What a report shows of a thrown object that has no message: its own text, or its members. */
function textWithoutMessage(error, source) {
    const text = textOf(error);
    return startsWith(text, "[object ") ? inspect(error, source) : text;
}

function messageOf(error, source) {
    const message = read(error, "message");
    // Messages of the engine quote code.
    return message === undefined ? textWithoutMessage(error, source) : asWritten(textOf(message));
}

/** A message as a report shows it. An error of a module has its place in the module. */
function reportedMessage(message, name, found) {
    const isPlain = found.length === 0 || found[0].file === undefined || name === "AssertionError";
    const place = isPlain ? "" : ` (in ${found[0].file}:${found[0].line})`;
    return shortened(message) + place;
}

/** A compared value as text of several lines. */
function comparedText(value) {
    let text;
    try {
        text = isObject(value) ? stringifyJSON(value, undefined, 2) : undefined;
    } catch {
        // What JSON cannot hold has a text all the same.
    }
    return compared(text ?? textOf(value));
}

/** Adds the values that an assertion compared to its description. */
function withComparison(description, error) {
    if (description.name !== "AssertionError" || read(error, "showDiff") !== true)
        return description;
    description.actual = comparedText(read(error, "actual"));
    description.expected = comparedText(read(error, "expected"));
    return description;
}

/** The description of an error, with what `show` makes of its message. */
function describeError(error, source, show) {
    const given = read(error, "name");
    const name = typeof given === "string" && given !== "" ? given : "Error";
    const found = frames(error);
    const message = show(messageOf(error, source), name, found);
    const description = plainFailure(name, message);
    if (found.length === 0) {
        const frame = syntaxFrame(error);
        if (frame === undefined) return description;
        append(found, frame);
    }
    const lines = [`${name}: ${message}`];
    for (let i = 0; i < found.length; i++) append(lines, frameText(found[i]));
    const own = ownFrame(found, source);
    description.stack = join(lines, "\n");
    description.line = own?.line ?? 0;
    description.column = own?.column ?? 0;
    return description;
}

/** The description of anything thrown, for reports; `source` is the running script. */
export function describe(error, source) {
    if (!isObject(error)) return plainFailure("Error", shortened(textOf(error)));
    return withComparison(describeError(error, source, reportedMessage), error);
}

/** The stack of an error as a console shows it, or its name and message if it has none. */
export function stackText(error, source) {
    const { name, message, stack } = describeError(error, source, (text) => text);
    return stack ?? (message === "" ? name : `${name}: ${message}`);
}
