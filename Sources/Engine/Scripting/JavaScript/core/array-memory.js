// Counts what methods make of the arrays and texts in an array.

import { add, guard, guardAll, hasLarge, numberOf } from "./memory.js";
import { isArray } from "./primordials.js";

/** The bytes of an element of an array. */
const element = 8;
/** Arrays of fewer items have no large result unless there is a large value in them. */
const manyItems = 1 << 10;
/** How many of the items of an array are looked at for arrays in them. */
const mostItems = 10_000;
/** A text of so many separators is large without what is between them. */
const largeText = 256 << 20;

const lengthOf = (value) => (isArray(value) ? value.length : 1);

function sizeOfConcatenated(array, others) {
    let length = lengthOf(array);
    for (let i = 0; i < others.length; i++) length += lengthOf(others[i]);
    return length * element;
}

/** The bytes of an array with the items of the arrays in it, down to some depth. */
function sizeOfFlat(array, depth) {
    let size = 0;
    const length = lengthOf(array);
    for (let i = 0; i < length && i < mostItems; i++) {
        const item = array[i];
        const isDeep = depth > 1 && isArray(item);
        size = add(size, isDeep ? sizeOfFlat(item, depth - 1) : lengthOf(item) * element);
    }
    return size;
}

function sizeOfJoined(array, separator) {
    if (!isArray(array)) return 0;
    const { length } = array;
    const each = separator === undefined ? 1 : numberOf(separator?.length);
    let size = each * length;
    if (size >= largeText || (!hasLarge && length < manyItems)) return size;
    for (let i = 0; i < length; i++) {
        const item = array[i];
        if (typeof item === "string") size += item.length;
    }
    return size;
}

/** Guards the methods of arrays whose result may be much larger than the array. */
export function guardArrays() {
    const { prototype } = Array;
    guardAll(prototype, "concat", sizeOfConcatenated);
    guard(prototype, "flat", true, (array, depth) =>
        (isArray(array) ? sizeOfFlat(array, depth) : 0));
    guard(prototype, "join", true, sizeOfJoined);
    guard(Array, "from", true, (_, items) => numberOf(items?.length) * element);
}
