// The functions that the host gives to the sandbox; SandboxBridge.swift is their other half.
//
// The object is taken off the global object here, before any script runs: a script reaches the host
// through the sandbox only. Those that only a part calls come with the part, in objects without a prototype:
// that of all others a script may have given setters. Several texts cross in one string with NUL between
// them, which is cheaper than an array of values.

import { split } from "./primordials.js";

export const native = globalThis.__native;
delete globalThis.__native;

/** The texts of a reply that joins them with NUL. */
export function texts(joined) {
    return joined === undefined || joined === "" ? [] : split(joined, "\0");
}
