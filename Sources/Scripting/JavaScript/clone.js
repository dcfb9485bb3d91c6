// structuredClone and queueMicrotask.

import { define, isArray, NativePromise, NativeTypeError, then } from "./primordials.js";
import { current } from "./script.js";

function cannotClone(value) {
    const error = new NativeTypeError(`${String(value)} could not be cloned.`);
    error.name = "DataCloneError";
    return error;
}

function clone(value, seen) {
    if (typeof value === "function" || typeof value === "symbol") throw cannotClone(value);
    if (typeof value !== "object" || value === null) return value;
    if (seen.has(value)) return seen.get(value);
    const keep = (copy) => {
        seen.set(value, copy);
        return copy;
    };
    if (value instanceof Date) return keep(new Date(+value));
    if (value instanceof RegExp) return keep(new RegExp(value.source, value.flags));
    if (value instanceof ArrayBuffer) return keep(value.slice(0));
    if (ArrayBuffer.isView(value)) return keep(new value.constructor(clone(value.buffer, seen), value.byteOffset, value.length));
    if (value instanceof Map) {
        const copy = keep(new Map());
        value.forEach((item, key) => copy.set(clone(key, seen), clone(item, seen)));
        return copy;
    }
    if (value instanceof Set) {
        const copy = keep(new Set());
        value.forEach((item) => copy.add(clone(item, seen)));
        return copy;
    }
    if (value instanceof Error) return keep(Object.assign(new Error(value.message), { name: value.name, stack: value.stack }));
    const copy = keep(isArray(value) ? new Array(value.length) : {});
    for (const name of Object.keys(value)) copy[name] = clone(value[name], seen);
    return copy;
}

function structuredClone(value) {
    return clone(value, new Map());
}

function queueMicrotask(callback) {
    if (typeof callback !== "function") throw new NativeTypeError("The callback must be of type function.");
    const script = current();
    then(NativePromise.resolve(), () => script.runCallback(callback, []));
}

export function installClone() {
    define(globalThis, "structuredClone", structuredClone);
    define(globalThis, "queueMicrotask", queueMicrotask);
}
