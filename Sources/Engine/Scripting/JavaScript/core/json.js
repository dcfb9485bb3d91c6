// JSON as Postman's scripts know it: a byte order mark is ignored, and an error has its place.

import { makeError, makeUndefinedError } from "./json-error.js";
import { parseJSON } from "./primordials.js";

/** Parses the text. A byte order mark before it is allowed unless the parser is strict. */
export function parseResponseJSON(text, reviver, isStrict) {
    const content = !isStrict && typeof text === "string" && text.charCodeAt(0) === 0xfeff
        ? text.slice(1)
        : text;
    try {
        return parseJSON(content, reviver);
    } catch (error) {
        if (!(error instanceof SyntaxError)) throw error;
        throw content === undefined ? makeUndefinedError() : makeError(String(content));
    }
}
