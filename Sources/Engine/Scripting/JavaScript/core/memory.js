// Counts large values before a script makes them, under its limit on memory.
//
// A call of a function of the engine cannot be ended: `'x'.repeat(2e9)` would take the memory, even
// if a script may have little. So the methods here ask the host first; those that look for
// something in a text are in text-memory.js, those of arrays in array-memory.js, and constructors
// in large-values.js. What grows step by step, or has a size that nobody knows before, is the
// host's to watch.

import { guardLargeValues } from "./large-values.js";
import { native } from "./native.js";
import {
    define, defineProperty, getPrototypeOf, indexOf, join, NativeWeakMap, sourceOf, split,
    substring,
} from "./primordials.js";

/** Values of fewer bytes are not counted one by one. */
export const least = 1 << 18;
/** How many bytes are found before the host is asked. */
const step = 16 << 20;

/** The class of all typed arrays. */
export const TypedArray = getPrototypeOf(Uint8Array);

const { min, max, trunc } = Math;
const NativeRangeError = RangeError;
const { apply: methodApply, call: methodCall } = Function.prototype;

/** Function → the engine's, whose text it has: libraries look for `[native code]`. */
const originals = new NativeWeakMap();

/** Whether a script has made a large value. */
export let hasLarge = false;

/** Throws if the script may not hold so many bytes more, or may not use those that it has made. */
export function count(bytes, areNew) {
    if (!hasLarge) {
        hasLarge = true;
        guardLargeValues();
    }
    if (!native.admits(bytes, areNew))
        throw new NativeRangeError("the script needs more memory than it may have");
}

/** Adds to the bytes so far, and ends the script if they are too many. */
export function add(size, more) {
    const sum = size + more;
    if (trunc(sum / step) > trunc(size / step)) count(sum, true);
    return sum;
}

/**
 * Replaces a method by one that counts what `sizeOf` returns of the receiver and the first three
 * arguments.
 */
export function guard(prototype, name, areNew, sizeOf) {
    // As the methods are: a text that is the receiver stays a text.
    "use strict";
    const method = prototype[name];
    // Older engines do not have all of them.
    if (method === undefined) return;
    defineProperty(method, "apply", { __proto__: null, value: methodApply });
    const { [name]: guarded } = {
        [name](first, second, third) {
            const size = sizeOf(this, first, second, third);
            if (size >= least) count(size, areNew);
            return method.apply(this, arguments);
        },
    };
    replace(prototype, name, method, guarded);
}

/** The same for a method of at most two arguments that is called often, at less cost. */
export function guardOften(prototype, name, sizeOf) {
    "use strict";
    const method = prototype[name];
    if (method === undefined) return;
    defineProperty(method, "call", { __proto__: null, value: methodCall });
    const { [name]: guarded } = {
        [name](first, second) {
            const size = sizeOf(this, first, second);
            if (size >= least) count(size, true);
            return method.call(this, first, second);
        },
    };
    replace(prototype, name, method, guarded);
}

/** The same for a method of any number of arguments, which `sizeOf` gets in a list. */
export function guardAll(prototype, name, sizeOf) {
    "use strict";
    const method = prototype[name];
    defineProperty(method, "apply", { __proto__: null, value: methodApply });
    const { [name]: guarded } = {
        [name]() {
            const size = sizeOf(this, arguments);
            if (size >= least) count(size, true);
            return method.apply(this, arguments);
        },
    };
    replace(prototype, name, method, guarded);
}

/** Puts a method in the place of the engine's, and has it look the same. */
function replace(prototype, name, method, guarded) {
    lookLike(guarded, method);
    define(prototype, name, guarded);
}

/** Gives a function the text of another. */
export function haveText(guarded, method) { originals.set(guarded, method); }

/** Gives a function the name, length and text of another. */
export function lookLike(guarded, method) {
    const { name, length } = method;
    defineProperty(guarded, "name", { __proto__: null, value: name, configurable: true });
    defineProperty(guarded, "length", { __proto__: null, value: length, configurable: true });
    haveText(guarded, method);
}

/** What inserted-calls.js inserts before the name of a constructor. */
const insertedName = "$$caught.sized.";

/** Code of a script, or a message that quotes it, without what was inserted. */
export const asWritten = (text) =>
    (indexOf(text, insertedName) < 0 ? text : join(split(text, insertedName), ""));

/** What the engine shows in place of its own code. */
const nativeCode = "{\n    [native code]\n}";

/** Gives methods the text of the engine's, in the form of Node, and functions of scripts theirs. */
function guardTextsOfFunctions() {
    const { toString } = {
        toString() {
            "use strict";
            const text = sourceOf(originals.get(this) ?? this);
            const start = indexOf(text, nativeCode);
            return start < 0 ? asWritten(text) : `${substring(text, 0, start)}{ [native code] }`;
        },
    };
    haveText(toString, Function.prototype.toString);
    define(Function.prototype, "toString", toString);
}

/** An index as methods take it: a negative one counts from the end. */
function position(index, length, fallback) {
    if (typeof index !== "number") return fallback;
    const whole = trunc(index);
    return whole < 0 ? max(0, length + whole) : min(whole, length);
}

/** How much of something is between two such indices. */
const between = (length, start, end) =>
    position(end, length, length) - position(start, length, 0);

export const numberOf = (value) => (typeof value === "number" ? value : 0);

/** The bytes of all or some elements of an array. */
const sizeOfArray = (array) => array.byteLength;
const sizeOfPart = (array, start, end) =>
    between(array.length, start, end) * array.BYTES_PER_ELEMENT;

/** The length of a new text or buffer, and by how much a buffer grows. */
const sizeOfText = (_, length) => numberOf(length);
const growthOfBuffer = (buffer, size) => numberOf(size) - buffer.byteLength;

/** Guards the methods of a class of buffers. */
export function guardBuffers(prototype) {
    guard(prototype, "slice", true, (buffer, start, end) => between(buffer.byteLength, start, end));
    guard(prototype, "resize", true, growthOfBuffer);
    guard(prototype, "grow", true, growthOfBuffer);
    guard(prototype, "transfer", true, sizeOfText);
    guard(prototype, "transferToFixedLength", true, sizeOfText);
}

function guardTypedArrays(prototype) {
    guard(prototype, "fill", false, (array, _, start, end) => sizeOfPart(array, start, end));
    guard(prototype, "set", false, (array, source) =>
        numberOf(source?.length) * array.BYTES_PER_ELEMENT);
    guard(prototype, "copyWithin", false, (array, _, start, end) => sizeOfPart(array, start, end));
    guard(prototype, "reverse", false, sizeOfArray);
    guard(prototype, "sort", false, sizeOfArray);
    guard(prototype, "slice", true, sizeOfPart);
    guard(prototype, "toReversed", true, sizeOfArray);
    guard(prototype, "toSorted", true, sizeOfArray);
    guard(prototype, "with", true, sizeOfArray);
}

function guardTexts(prototype) {
    guard(prototype, "repeat", true, (text, times) =>
        (typeof text === "string" ? text.length * numberOf(times) : 0));
    guard(prototype, "padStart", true, sizeOfText);
    guard(prototype, "padEnd", true, sizeOfText);
}

/** Guards the methods of all texts, typed arrays and buffers. */
export function guardMemory() {
    guardTexts(String.prototype);
    guardTypedArrays(TypedArray.prototype);
    guardBuffers(ArrayBuffer.prototype);
    guardTextsOfFunctions();
}
