// Paths into JSON as lodash reads them (`a.b[0]["c d"]`), and deep equality.

import { isObject } from "../core/primordials.js";
import { library } from "../node/modules/require.js";

/** The names that a path is made of. */
function parsePath(path) {
    if (path === "") return [""];
    const names = [];
    const part =
        /[^.[\]]+|\[(?:(-?\d+(?:\.\d+)?)|(["'])((?:(?!\2)[^\\]|\\.)*?)\2)\]|(?=(?:\.|\[\])(?:\.|\[\]|$))/g;
    for (const [text, number, mark, quoted] of path.matchAll(part)) {
        names.push(mark ? quoted.replace(/\\(\\)?/g, "$1") : number ?? text);
    }
    return names;
}

/** Walks a path; returns whether its end is there, and the value. */
function walk(value, path) {
    if (isObject(value) && Object.hasOwn(value, path)) return [true, value[path]];
    let here = value;
    for (const name of parsePath(path)) {
        if (here === null || here === undefined || !Object.hasOwn(Object(here), name))
            return [false, undefined];
        here = here[name];
    }
    return [true, here];
}

export const hasPath = (value, path) => walk(value, path)[0];
export const valueAt = (value, path) => walk(value, path)[1];

/** Whether two values are deeply equal, as chai sees it. */
export const isEqual = (a, b) => library("chai").util.eql(a, b);
