// How Sugar compares: a function decides, a regular expression tests, anything else is deeply
// equal.

import { library } from "../../node/modules/require.js";

export const isEqual = (a, b) => library("lodash").isEqual(a, b);

export function matcher(what) {
    if (typeof what === "function") return what;
    if (what instanceof RegExp) return (value) => typeof value === "string" && what.test(value);
    return (value) => isEqual(value, what);
}

/** The value of an element by a name or a function; the element itself if none is given. */
export function mapper(what) {
    if (what === undefined || what === null) return (value) => value;
    return typeof what === "function" ? what : (value) => value[what];
}
