// The forms in which a script may write the headers of a request: a list, an object, a text.

import { HeaderList } from "./headers.js";

/** The headers as a collection writes them, values as texts. */
export function parseHeaders(given) {
    if (given === undefined || given === null) return [];
    const list = given instanceof HeaderList
        ? given
        : new HeaderList(undefined, isSingle(given) ? [given] : given);
    return list.toJSON();
}

/** Whether an object is one header, not a map of them: it has `key` and `value`. */
function isSingle(given) {
    return typeof given === "object" && !Array.isArray(given) && "key" in given && "value" in given;
}
