// The parts of the sandbox that stand apart: each folder here is one, evaluated when it is first needed. A part
// takes from the core, and from the other parts, what `require("sandbox")` has.

import { parseResponseJSON } from "./json.js";
import { queueMicrotask } from "./microtasks.js";
import { native, texts } from "./native.js";
import {
    append, apply, assign, define, defineLazy, defineProperty, freeze, getOwnPropertyDescriptor, getPrototypeOf,
    hasOwn, indexOf, isArray, isObject, isPlainObject, join, keys, lastIndexOf, NativeError, NativeMap, NativePromise,
    NativeTypeError, ownKeys, parseJSON, slice, split, startsWith, stringifyJSON, substring, symbolText, textOf,
} from "./primordials.js";
import { current, skipSignal } from "./script.js";
import { useSugar } from "./sugar.js";
import { report } from "./test.js";

/** Part → what others take from it. */
const borrowed = {
    __proto__: null,
    bytes: [
        "base64", "bytesOf", "decodeUnits", "decodeUTF8", "encodeUTF8", "incompleteUTF8", "invalidData", "randomBytes",
        "randomUUID",
    ],
    console: ["format", "inspect"],
    errors: ["stackText"],
    modules: ["library", "require"],
    timers: ["schedule", "timers"],
};

let core;

/** What `require("sandbox")` has. */
function makeCore() {
    core = {
        append, apply, assign, current, define, defineLazy, defineProperty, describe, evaluate,
        exportPart, freeze, getOwnPropertyDescriptor, getPrototypeOf, hasOwn, indexOf, isArray, isObject,
        isPlainObject, join, keys, lastIndexOf, loadedPart, native, NativeError, NativeMap, NativePromise,
        NativeTypeError, ownKeys, parseJSON, parseResponseJSON, part, queueMicrotask, report, skipSignal, slice,
        split, startsWith, stringifyJSON, substring, symbolText, textOf, texts, useSugar,
    };
    for (const name in borrowed) borrow(core, name, borrowed[name]);
    return core;
}

/** Gives an object members of a part, which is evaluated when the first of them is touched. */
export function borrow(target, name, members) {
    const make = (member) => part(name)[member];
    for (let i = 0; i < members.length; i++) defineLazy(target, members[i], make);
}

/** What a report says of anything thrown; `source` is the number of the running script. */
export const describe = (error, source) => part("errors").describe(error, source);

let evaluating = 0;

/**
 * Whether a part or a library is being evaluated. Many look for a global of their own name (lodash reads `_`),
 * which must not lead back here.
 */
export const isEvaluating = () => evaluating > 0;

/** Evaluates a bundle: a function of `require` and `process`. */
export function evaluate(bundle, require, process) {
    evaluating++;
    try {
        return bundle(require, process);
    } finally {
        evaluating--;
    }
}

/** What a part requires: the core, objects behind `pm`, or a library. */
function requireFor(owner, name) {
    if (name === "sandbox") return core ?? makeCore();
    if (name === "objects") return part("objects");
    if (name === "postman") return { ...part("objects"), ...part("requests"), RunScope: part("variables").VariableScope };
    return part("modules").requireFor(owner, name);
}

const parts = new NativeMap();

/** A part, evaluated when it is first needed. */
export function part(name) {
    if (!parts.has(name)) {
        assign(native, native.functions(name));
        const exports = evaluate(native.part(name), (wanted) => requireFor(name, wanted));
        if (!parts.has(name)) parts.set(name, exports);
    }
    return parts.get(name);
}

/**
 * Says what a part is, from within it. What the bundler makes of exports goes by prototypes that a script may
 * have poisoned before it first needs the part.
 */
export function exportPart(name, exports) { parts.set(name, exports); }

/** A part, but undefined where nobody has needed it yet. */
export const loadedPart = (name) => parts.get(name);
