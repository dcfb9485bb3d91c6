// structuredClone of the HTML Standard.

import { missing } from "../node/arguments.js";
import { Blob, File } from "./blob.js";
import { DOMException } from "./dom-exception.js";
import { isArrayBuffer } from "./encoding.js";

const errors = { Error, EvalError, RangeError, ReferenceError, SyntaxError, TypeError, URIError };

function cannotClone(value) {
    let text = "#<Object>";
    try {
        text = typeof value === "symbol"  ? value.toString()
            : typeof value === "function" ? `${value}`
            : `#<${value.constructor.name}>`;
    } catch {
        // What cannot even be named stays an object.
    }
    return new DOMException(`${text} could not be cloned.`, "DataCloneError");
}

/** What has a state of its own that a copy could not have. */
const isUncloneable =
    (value) => [WeakMap, WeakSet, WeakRef, Promise].some((type) => value instanceof type);

class Cloning {
    seen = new Map();

    constructor(transferred) { this.transferred = transferred; }

    clone(value) {
        if (typeof value === "function" || typeof value === "symbol") throw cannotClone(value);
        if (typeof value !== "object" || value === null) return value;
        if (!this.seen.has(value)) this.copy(value);
        return this.seen.get(value);
    }

    /** Makes the copy and remembers it before its members are copied, which may lead back to it. */
    copy(value) {
        const keep = (copy) => {
            this.seen.set(value, copy);
            return copy;
        };
        if (isUncloneable(value)) throw cannotClone(value);
        if (value instanceof Date) return keep(new Date(value.getTime()));
        if (value instanceof RegExp) return keep(new RegExp(value.source, value.flags));
        if (value instanceof ArrayBuffer) return keep(this.copyBuffer(value));
        // Both sides share this memory.
        if (isArrayBuffer(value)) return keep(value);
        if (ArrayBuffer.isView(value)) return keep(this.copyView(value));
        if (value instanceof File) return keep(new File([value], value.name, value));
        if (value instanceof Blob) return keep(new Blob([value], value));
        if ([Boolean, Number, String, BigInt].some((type) => value instanceof type))
            return keep(Object(value.valueOf()));
        if (value instanceof Map) return this.copyMap(value, keep(new Map()));
        if (value instanceof Set) return this.copySet(value, keep(new Set()));
        if (value instanceof Error) return this.copyError(value, keep);
        const copy = keep(Array.isArray(value) ? new Array(value.length) : {});
        for (const name of Object.keys(value)) this.define(copy, name, this.clone(value[name]));
        return copy;
    }

    /** A member under any name, `__proto__` too. */
    define(target, name, value) {
        Object.defineProperty(
            target, name, { value, writable: true, enumerable: true, configurable: true });
    }

    copyBuffer(buffer) {
        if (buffer.detached)
            throw new DOMException(
                "An ArrayBuffer is detached and could not be cloned.", "DataCloneError");
        return this.transferred.has(buffer) ? buffer.transfer() : buffer.slice(0);
    }

    copyView(view) {
        // The copy of a Buffer is a Uint8Array.
        const type = view instanceof DataView ? DataView : globalThis[view[Symbol.toStringTag]];
        const { byteOffset, byteLength, length } = view;
        return new type(
            this.clone(view.buffer), byteOffset, type === DataView ? byteLength : length);
    }

    copyMap(map, copy) {
        for (const [key, value] of [...map]) copy.set(this.clone(key), this.clone(value));
    }

    copySet(set, copy) {
        for (const value of [...set]) copy.add(this.clone(value));
    }

    copyError(error, keep) {
        if (error instanceof DOMException) return keep(new DOMException(error.message, error.name));
        const copy = keep(new (errors[error.name] ?? Error)(error.message));
        for (const name of ["stack", "cause"]) {
            if (Object.hasOwn(error, name)) {
                Object.defineProperty(
                    copy, name,
                    { value: this.clone(error[name]), writable: true, configurable: true });
            }
        }
        return copy;
    }
}

export function structuredClone(value, options = {}) {
    if (arguments.length === 0) throw missing("value");
    const list = [...options?.transfer ?? []];
    const transferred = new Set(list);
    if (transferred.size < list.length)
        throw new DOMException("a value is in the transfer list twice", "DataCloneError");
    for (const item of list) {
        if (!(item instanceof ArrayBuffer))
            throw new DOMException("Value not transferable", "DataCloneError");
        if (item.detached)
            throw new DOMException(
                "a detached ArrayBuffer cannot be transferred", "DataCloneError");
    }
    const cloning = new Cloning(transferred);
    const copy = cloning.clone(value);
    // What is in the list but not in the value goes all the same.
    for (const item of list) if (!item.detached) item.transfer();
    return copy;
}
