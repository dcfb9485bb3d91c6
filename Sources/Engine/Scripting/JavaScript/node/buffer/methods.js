// The methods of Buffers, except those that read and write numbers.

import {
    checkedInteger, checkedPosition, checkedView, outOfRange, wrongType,
} from "../arguments.js";
import { inspect } from "../console/inspect.js";
import { compare, over, plain, search, swap } from "./memory.js";
import { decodeText, encodeText, encodingOf } from "./text.js";

export const methods = {
    toString(encoding, start = 0, end = this.length) {
        return decodeText(plain(this, Math.max(0, start), Math.max(0, end)), encoding);
    },
    toLocaleString(...given) { return this.toString(...given); },
    toJSON() { return { type: "Buffer", data: Array.from(this) }; },
    inspect() { return inspect(this); },
    equals(other) { return compare(this, checkedView(other, "otherBuffer")) === 0; },

    compare(target, targetStart = 0, targetEnd = target?.length, start = 0, end = this.length) {
        checkedView(target, "target");
        return compare(plain(this, start, end), plain(target, targetStart, targetEnd));
    },
    // Unlike those of its base class, a Buffer's slices share its memory.
    slice(start, end) { return this.subarray(start, end); },
    subarray(start, end) { return over(plain(this, start, end)); },

    write(text, offset, length, encoding) {
        if (typeof text !== "string") throw wrongText();
        if (typeof offset === "string") return this.write(text, 0, this.length, offset);
        if (typeof length === "string") return this.write(text, offset, undefined, length);
        const start = checkedPosition(offset ?? 0, "offset", this.length);
        const room = Math.min(length ?? Infinity, this.length - start);
        const bytes = encodeText(text, encoding);
        let count = Math.min(bytes.length, room);
        // Only whole characters are written.
        if (encodingOf(encoding) === "utf8") {
            while (count < bytes.length && (bytes[count] & 0xc0) === 0x80) count--;
        }
        this.set(bytes.subarray(0, count), start);
        return count;
    },

    copy(target, targetStart = 0, start = 0, end = this.length) {
        checkedView(target, "target");
        checkedInteger(Math.trunc(targetStart) || 0, "targetStart", 0, Infinity);
        if (start < 0 || start > this.length) {
            throw outOfRange("sourceStart", `>= 0 && <= ${this.length}`, start);
        }
        checkedInteger(Math.trunc(end) || 0, "sourceEnd", 0, Infinity);
        if (targetStart >= target.length) return 0;
        const bytes = plain(this, start, Math.min(end, start + target.length - targetStart));
        target.set(bytes, targetStart);
        return bytes.length;
    },

    fill(value, offset, end, encoding) {
        if (typeof offset === "string") return this.fill(value, 0, this.length, offset);
        if (typeof end === "string") return this.fill(value, offset, this.length, end);
        const start = checkedPosition(offset ?? 0, "offset", this.length);
        const stop = checkedPosition(end ?? this.length, "end", this.length);
        if (typeof value !== "string" && !(value instanceof Uint8Array)) {
            Uint8Array.prototype.fill.call(this, value & 255, start, stop);
            return this;
        }
        const bytes = typeof value === "string" ? encodeText(value, encoding) : value;
        if (bytes.length === 0) return this.fill(0, start, stop);
        for (let i = start; i < stop; i++) this[i] = bytes[(i - start) % bytes.length];
        return this;
    },

    indexOf(value, offset, encoding) { return search(this, value, offset, encoding, false); },
    lastIndexOf(value, offset, encoding) { return search(this, value, offset, encoding, true); },
    includes(value, offset, encoding) { return this.indexOf(value, offset, encoding) >= 0; },
    swap16() { return swap(this, 2); },
    swap32() { return swap(this, 4); },
    swap64() { return swap(this, 8); },
};

function wrongText() {
    const error = new TypeError("argument must be a string");
    error.code = "ERR_INVALID_ARG_TYPE";
    return error;
}

// Node's methods for one encoding each, which older libraries call.
for (const encoding of ["ascii", "base64", "base64url", "hex", "latin1", "ucs2", "utf8"]) {
    methods[`${encoding}Slice`] = function slice(start, end) {
        return this.toString(encoding, start, end);
    };
    methods[`${encoding}Write`] = function write(text, offset = 0, length = this.length - offset) {
        return this.write(text, offset, length, encoding);
    };
}
