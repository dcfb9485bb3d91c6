// Buffers as memory: bytes are compared, searched and swapped here.

import { checkedView, codedError } from "../arguments.js";
import { encodeText } from "./text.js";

/** The class of Buffers; as in Node, `Buffer` itself can be called without `new` too. */
export class Bytes extends Uint8Array {}

/** Returns a Buffer over the memory of some bytes. */
export const over = (bytes) => new Bytes(bytes.buffer, bytes.byteOffset, bytes.byteLength);

/** Returns a part of a Buffer's memory, without a Buffer's methods. */
export function plain(buffer, start, end) {
    return new Uint8Array(buffer.buffer, buffer.byteOffset, buffer.byteLength).subarray(start, end);
}

/** Returns which of two byte sequences comes first: -1, 0 or 1. */
export function compare(a, b) {
    const length = Math.min(a.length, b.length);
    for (let i = 0; i < length; i++) {
        if (a[i] !== b[i]) return a[i] < b[i] ? -1 : 1;
    }
    return Math.sign(a.length - b.length);
}

/** Returns where bytes begin in `target`, searching from `start` upwards or downwards. */
function find(target, wanted, start, step) {
    for (let i = start; i >= 0 && i + wanted.length <= target.length; i += step) {
        let length = 0;
        while (length < wanted.length && target[i + length] === wanted[length]) length++;
        if (length === wanted.length) return i;
    }
    return -1;
}

const searchable = "one of type number or string or an instance of Buffer or Uint8Array";

/** Returns the bytes to look for. */
function bytesToFind(value, encoding) {
    if (typeof value === "number") return [value & 255];
    return typeof value === "string" ? encodeText(value, encoding)
        : checkedView(value, "value", searchable);
}

/** Returns where a value is in a Buffer, or -1; `given` is an offset or an encoding. */
export function search(target, value, given, encoding, isLast) {
    const wanted = bytesToFind(value, typeof given === "string" ? given : encoding);
    let offset = typeof given === "string" ? NaN : Number(given);
    if (Number.isNaN(offset)) offset = isLast ? target.length : 0;
    offset = Math.trunc(offset);
    if (offset < 0) offset += target.length;
    return isLast ? find(target, wanted, Math.min(offset, target.length - wanted.length), -1)
        : find(target, wanted, Math.max(0, offset), 1);
}

/** Reverses the bytes in each group of so many. */
export function swap(buffer, size) {
    if (buffer.length % size !== 0) {
        const error = new RangeError(`Buffer size must be a multiple of ${size * 8}-bits`);
        throw codedError(error, "ERR_INVALID_BUFFER_SIZE");
    }
    for (let start = 0; start < buffer.length; start += size) {
        Uint8Array.prototype.reverse.call(plain(buffer, start, start + size));
    }
    return buffer;
}
