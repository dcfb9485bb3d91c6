// The functions that the host gives to the sandbox; SandboxBridge.swift is their other half.
//
// A script reaches the host through the sandbox only. The functions that only one part calls come
// with that part, in objects without a prototype, because a script may have given setters to the
// prototype of all others. Several texts cross in one string with NUL between them, which is
// cheaper than an array of values.

import { split } from "./primordials.js";

export { native } from "./loader.js";

/** The texts of a reply that joins them with NUL. */
export function texts(joined) {
    return joined === undefined || joined === "" ? [] : split(joined, "\0");
}
