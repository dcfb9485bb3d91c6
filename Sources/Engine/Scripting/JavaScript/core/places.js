// Where an error is in the code as it was written: at the name that was called or read, as in Node.
//
// The engine gives the place behind that name, in the code that it runs, and counts a character
// beyond U+FFFF twice.

import { isMisplaced, likelyPlace } from "./likely-places.js";
import { native } from "./native.js";
import { execute, sourceOf, split, substring } from "./primordials.js";
import { insertions, moduleBodies } from "./raw-stacks.js";
import { codeOfBody, current, lineOfBody } from "./script.js";

/** A name at the end of a text, from `new` on if that is before it. */
const nameAtEnd = /(?:\bnew\s+(?:[\w$\u0080-\uffff]+\s*\.\s*)*)?[\w$\u0080-\uffff]+$/;
/** What is before the name of a member, or before the sign that assigns to it. */
const memberAtStart = /^\s*\??\.\s*(?:[\w$\u0080-\uffff]+\s*(?==[^=>]))?/;
/** So much of a line is searched for a name. */
const longestName = 200;

/** A line of a script or module as the engine runs it; `source` is a number or a path. */
function lineOf(source, number) {
    if (typeof source !== "number") {
        const body = moduleBodies.get(source);
        // The host puts a parenthesis before the function.
        return body === undefined ? "" : (split(`(${sourceOf(body)}`, "\n")[number - 1] ?? "");
    }
    const script = current();
    if (script.source === source) return script.lineOfCode(number);
    const body = native.scriptBody(source);
    return body === undefined ? "" : lineOfBody(body, number);
}

/** The column that Node shows for that of the engine. */
function columnOfName(text, column, isUnknownName) {
    const after = substring(text, column - 1, column - 1 + longestName);
    if (!isUnknownName) {
        if (after[0] === "[" || after[0] === "`") return column;
        const member = execute(memberAtStart, after);
        if (member !== null) return column + member[0].length;
    }
    const before = column - 1 > longestName ? column - 1 - longestName : 0;
    const name = execute(nameAtEnd, substring(text, before, column - 1));
    return name === null ? column : before + name.index + 1;
}

/** How many characters beyond U+FFFF are before a column. */
function countPairs(text, column) {
    let count = 0;
    for (let i = 0; i < column - 1 && i < text.length; i++)
        if (text[i] >= "\ud800" && text[i] <= "\udbff") count++;
    return count;
}

/** The column in the code as it was written, of that which the engine gives for a name. */
export function writtenColumn(source, line, engineColumn, isUnknownName) {
    const text = lineOf(source, line);
    return withoutInsertions(source, line, text, columnOfName(text, engineColumn, isUnknownName));
}

/** The members of a frame in a script that a search in its code finds better than the engine. */
export function searchedPlace(frame, message) {
    if (!isMisplaced(message)) return undefined;
    const { source } = frame;
    const script = current();
    const body = script.source === source ? script.body : native.scriptBody(source);
    if (body === undefined) return undefined;
    const place = likelyPlace(codeOfBody(body), message, frame);
    if (place === undefined) return undefined;
    const { line, column } = place;
    return { line, column: withoutInsertions(source, line, lineOf(source, line), column) };
}

/** A column without what was inserted before it. */
function withoutInsertions(source, line, text, column) {
    const places = insertions.get(source);
    let inserted = countPairs(text, column);
    for (let i = 0; places !== undefined && i < places.length; i++) {
        const place = places[i];
        if (place.line === line && place.column < column) inserted += place.length;
    }
    return column - inserted;
}
