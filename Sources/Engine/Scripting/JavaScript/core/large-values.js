// Guards that would cost small values too much if they were always in place.
//
// The engine has fast paths for its own constructors and iterators only, and loses them when a
// script sees others. So a guard is called in place of a constructor that the code of a script
// names before a parenthesis (inserted-calls.js inserts `sized.`). The constructors themselves are
// replaced once a script has met its limit: the engine then has memory to clear for new arrays.
// Everything else here is put in place with the first large value.

import { count, guardOften, least, lookLike, TypedArray } from "./memory.js";
import {
    apply, construct, create, define, defineProperty, getOwnPropertyDescriptor, getPrototypeOf,
    isView, NativeMap, ownKeys, setPrototypeOf, tryToDefine,
} from "./primordials.js";

const { call } = Function.prototype;

/** The bytes of an element of an array, and of the name of one in a list. */
const [element, elementName] = [8, 48];
/** Shorter texts are iterated by the engine alone. */
const longText = 32 << 20;

const names = [
    "Array", "ArrayBuffer", "Int8Array", "Uint8Array", "Uint8ClampedArray", "Int16Array",
    "Uint16Array", "Int32Array", "Uint32Array", "Float32Array", "Float64Array", "BigInt64Array",
    "BigUint64Array",
];

/** Constructor of the engine → its guard. */
const guards = new NativeMap();

/** Makes a constructor that counts what `sizeOf` returns of its first argument. */
function makeGuard(NativeClass, sizeOf) {
    const guarded = function (first) {
        const { length } = arguments;
        const size = length > 0 ? sizeOf(first, length) : 0;
        if (size >= least) count(size, true);
        if (new.target === undefined) return apply(NativeClass, undefined, arguments);
        if (new.target !== guarded) return construct(NativeClass, arguments, new.target);
        return length === 1 ? new NativeClass(first) : construct(NativeClass, arguments);
    };
    guards.set(NativeClass, guarded);
    // A guard in the place of its constructor is its own.
    guards.set(guarded, guarded);
    lookLike(guarded, NativeClass);
    return guarded;
}

const sizeOfBuffer = (length) => (typeof length === "number" ? length : 0);
const sizeOfArray = (length, count) => (count === 1 ? sizeOfBuffer(length) * element : 0);

/** Returns what finds the bytes of a typed array that is made of its length or of a list. */
const sizeOfElements = (bytes) => (source) =>
    sizeOfBuffer(typeof source === "object" ? source?.length : source) * bytes;

makeGuard(Array, sizeOfArray);
makeGuard(ArrayBuffer, sizeOfBuffer);

/** Returns the guard of a constructor of arrays or buffers; other values stay as they are. */
function guardOf(Class) {
    const guarded = guards.get(Class);
    if (guarded !== undefined || typeof Class !== "function") return guarded ?? Class;
    return getPrototypeOf(Class) !== TypedArray ? Class
        : makeGuard(Class, sizeOfElements(Class.BYTES_PER_ELEMENT));
}

function defineSized(name) {
    let Class;
    let guarded;
    defineProperty(sized, name, {
        __proto__: null,
        get() {
            // A script may replace the constructor.
            const found = globalThis[name];
            if (found !== Class) guarded = guardOf(Class = found);
            return guarded;
        },
    });
}

/** The constructors that scripts find by their names, guarded. */
export const sized = create(null);
for (let i = 0; i < names.length; i++) defineSized(names[i]);

/** Replaces a member, unless a script has frozen it. */
function replaceValue(target, name, value) {
    tryToDefine(target, name, { __proto__: null, value });
}

/** Gives a guard the members of its constructor, and has objects name it as theirs. */
function takePlace(guarded, NativeClass) {
    if (guarded === NativeClass) return guarded;
    setPrototypeOf(guarded, getPrototypeOf(NativeClass));
    const members = ownKeys(NativeClass);
    for (let i = 0; i < members.length; i++)
        defineProperty(guarded, members[i], getOwnPropertyDescriptor(NativeClass, members[i]));
    replaceValue(NativeClass.prototype, "constructor", guarded);
    return guarded;
}

/** Returns a guard in the place of another class of buffers. */
export const guardedBuffer = (NativeClass) =>
    takePlace(makeGuard(NativeClass, sizeOfBuffer), NativeClass);

/** Replaces the constructors that scripts find by their guards. */
export function guardConstructors() {
    for (let i = 0; i < names.length; i++) {
        const Class = globalThis[names[i]];
        if (Class !== undefined)
            replaceValue(globalThis, names[i], takePlace(guardOf(Class), Class));
    }
}

const sizeOfNames = (_, value) => (isView(value) ? value.length * elementName : 0);

/**
 * Has the engine call a function for each character of a long text, so that what is made of them
 * can be ended.
 */
function guardIterator() {
    const { iterator } = Symbol;
    const { [iterator]: iterate } = String.prototype;
    const prototype = getPrototypeOf(""[iterator]());
    const { next } = prototype;
    defineProperty(next, "call", { __proto__: null, value: call });
    const { [iterator]: guarded } = {
        [iterator]() {
            "use strict";
            const native = apply(iterate, this, []);
            if (typeof this !== "string" || this.length < longText) return native;
            const steps = create(prototype);
            define(steps, "next", () => next.call(native));
            return steps;
        },
    };
    lookLike(guarded, iterate);
    define(String.prototype, iterator, guarded);
}

/** Puts the guards in place that only a script with large values needs. */
export function guardLargeValues() {
    guardOften(Object, "keys", sizeOfNames);
    guardOften(Object, "values", sizeOfNames);
    guardOften(Object, "entries", sizeOfNames);
    guardOften(Object, "getOwnPropertyNames", sizeOfNames);
    guardIterator();
}
