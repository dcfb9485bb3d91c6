// Buffer: Node's, over Uint8Array. Its numbers are read and written in numbers.js, its texts in
// text.js.

import { define, isArray, isObject, NativeTypeError } from "../../core/primordials.js";
import { bytesOf } from "../../web/encoding.js";
import { checkedRange, numberMethods, outOfRange } from "./numbers.js";
import { decodeText, encodeText, encodingOf } from "./text.js";

/** What Buffers are; `Buffer` itself, as in Node, may be called without `new` too. */
class Bytes extends Uint8Array {}

/** A Buffer over the memory of some bytes. */
const over = (bytes) => new Bytes(bytes.buffer, bytes.byteOffset, bytes.byteLength);

export function Buffer(value, encodingOrOffset, length) {
    return typeof value === "number"
        ? Buffer.alloc(value)
        : Buffer.from(value, encodingOrOffset, length);
}

/** How Node names the kind of a value that it does not take. */
function received(value) {
    if (value === null || value === undefined) return `Received ${value}`;
    if (typeof value === "function") return `Received function ${value.name}`;
    if (typeof value === "object")
        return `Received an instance of ${value.constructor?.name ?? "Object"}`;
    return `Received type ${typeof value} (${
        typeof value === "string" ? `'${value}'` : String(value)})`;
}

function wrongType(name, expected, value) {
    const error = new NativeTypeError(`The ${name} must be ${expected}. ${received(value)}`);
    error.code = "ERR_INVALID_ARG_TYPE";
    return error;
}

function checkedSize(size) {
    if (typeof size !== "number") throw wrongType('"size" argument', "of type number", size);
    if (!(size >= 0 && size <= 2 ** 32)) throw outOfRange("size", `>= 0 && <= ${2 ** 32}`, size);
    return size;
}

function checkedView(value, name) {
    if (!(value instanceof Uint8Array))
        throw wrongType(`"${name}" argument`, "an instance of Buffer or Uint8Array", value);
    return value;
}

function fromObject(source) {
    if (source.type === "Buffer" && isArray(source.data)) return over(Uint8Array.from(source.data));
    const inner = source.valueOf?.();
    if (inner !== source && (typeof inner === "string" || isObject(inner)))
        return Buffer.from(inner);
    if (source.length !== undefined) return over(Uint8Array.from(source));
    const primitive = source[Symbol.toPrimitive]?.("string");
    return typeof primitive === "string" ? Buffer.from(primitive) : undefined;
}

function fromArrayBuffer(buffer, offset = 0, length = buffer.byteLength - offset) {
    if (offset > buffer.byteLength) throw new RangeError('"offset" is outside of buffer bounds');
    if (offset + length > buffer.byteLength)
        throw new RangeError('"length" is outside of buffer bounds');
    return new Bytes(buffer, offset, length);
}

/** Where in `target` a text or some bytes stand, looked for from `start` upwards or downwards. */
function find(target, wanted, start, step) {
    for (let i = start; i >= 0 && i + wanted.length <= target.length; i += step) {
        let length = 0;
        while (length < wanted.length && target[i + length] === wanted[length]) length++;
        if (length === wanted.length) return i;
    }
    return -1;
}

function search(target, value, given, encoding, isLast) {
    let offset = typeof given === "string" ? undefined : Number(given);
    const wanted = typeof value === "number" ? [value & 255]
        : typeof value === "string"
        ? encodeText(value, typeof given === "string" ? given : encoding)
        : checkedView(value, "value");
    if (offset === undefined || Number.isNaN(offset)) offset = isLast ? target.length : 0;
    offset = Math.trunc(offset);
    if (offset < 0) offset += target.length;
    if (isLast) return find(target, wanted, Math.min(offset, target.length - wanted.length), -1);
    return find(target, wanted, Math.max(0, offset), 1);
}

function compare(a, b) {
    const length = Math.min(a.length, b.length);
    for (let i = 0; i < length; i++) {
        if (a[i] !== b[i]) return a[i] < b[i] ? -1 : 1;
    }
    return Math.sign(a.length - b.length);
}

/** Turns the order of the bytes in each group of so many. */
function swap(buffer, size) {
    if (buffer.length % size !== 0)
        throw new RangeError(`Buffer size must be a multiple of ${size * 8}-bits`);
    for (let start = 0; start < buffer.length; start += size)
        Uint8Array.prototype.reverse.call(plain(buffer, start, start + size));
    return buffer;
}

/** The same memory without a Buffer's methods. */
const plain = (buffer, start, end) =>
    new Uint8Array(buffer.buffer, buffer.byteOffset, buffer.byteLength).subarray(start, end);

const statics = {
    poolSize: 8192,

    from(source, encodingOrOffset, length) {
        if (typeof source === "string") return over(encodeText(source, encodingOrOffset));
        if (source instanceof ArrayBuffer) return fromArrayBuffer(source, encodingOrOffset, length);
        const made = isObject(source) ? fromObject(source) : undefined;
        if (made !== undefined) return made;
        throw wrongType(
            "first argument",
            "of type string or an instance of Buffer, ArrayBuffer, or Array or an "
                + "Array-like Object",
            source);
    },
    alloc(size, fill, encoding) {
        const buffer = new Bytes(checkedSize(size));
        return fill === undefined || size === 0 ? buffer : buffer.fill(fill, 0, size, encoding);
    },
    allocUnsafe: (size) => new Bytes(checkedSize(size)),
    allocUnsafeSlow: (size) => new Bytes(checkedSize(size)),
    of: (...bytes) => over(Uint8Array.from(bytes)),
    isBuffer: (value) => value instanceof Bytes,
    isEncoding: (name) => typeof name === "string" && encodingOf(name) !== undefined,

    byteLength(value, encoding) {
        if (typeof value === "string") return encodeText(value, encoding).length;
        if (ArrayBuffer.isView(value) || value instanceof ArrayBuffer) return value.byteLength;
        throw wrongType(
            '"string" argument', "of type string or an instance of Buffer or ArrayBuffer", value);
    },
    compare: (a, b) => compare(checkedView(a, "buf1"), checkedView(b, "buf2")),

    concat(list, total) {
        if (!isArray(list)) throw wrongType('"list" argument', "an instance of Array", list);
        list.forEach((item, index) => checkedView(item, `list[${index}]`));
        const result = new Bytes(total ?? list.reduce((sum, item) => sum + item.length, 0));
        let position = 0;
        for (const item of list) {
            const bytes = plain(item, 0, result.length - position);
            result.set(bytes, position);
            position += bytes.length;
        }
        return result;
    },
};

const methods = {
    toString(encoding, start = 0, end = this.length) {
        return decodeText(plain(this, Math.max(0, start), Math.max(0, end)), encoding);
    },
    toLocaleString(...given) { return this.toString(...given); },
    toJSON() { return { type: "Buffer", data: Array.from(this) }; },
    equals(other) { return compare(this, checkedView(other, "otherBuffer")) === 0; },

    compare(target, targetStart = 0, targetEnd = target?.length, start = 0, end = this.length) {
        checkedView(target, "target");
        return compare(plain(this, start, end), plain(target, targetStart, targetEnd));
    },
    // Unlike those of its base, a Buffer's slices share its memory.
    slice(start, end) { return this.subarray(start, end); },
    subarray(start, end) { return over(plain(this, start, end)); },

    write(text, offset, length, encoding) {
        if (typeof text !== "string") throw wrongType('"string" argument', "of type string", text);
        if (typeof offset === "string") return this.write(text, 0, this.length, offset);
        if (typeof length === "string") return this.write(text, offset, undefined, length);
        const start = checkedRange(offset ?? 0, "offset", this.length);
        const room = Math.min(length ?? Infinity, this.length - start);
        const bytes = encodeText(text, encoding);
        // Half a character is not written.
        let count = Math.min(bytes.length, room);
        if (encodingOf(encoding) === "utf8")
            while (count < bytes.length && (bytes[count] & 0xc0) === 0x80) count--;
        this.set(bytes.subarray(0, count), start);
        return count;
    },

    copy(target, targetStart = 0, start = 0, end = this.length) {
        checkedView(target, "target");
        if (targetStart >= target.length) return 0;
        const bytes = plain(this, start, Math.min(end, start + target.length - targetStart));
        target.set(bytes, targetStart);
        return bytes.length;
    },

    fill(value, offset, end, encoding) {
        if (typeof offset === "string") return this.fill(value, 0, this.length, offset);
        if (typeof end === "string") return this.fill(value, offset, this.length, end);
        const start = checkedRange(offset ?? 0, "offset", this.length);
        const stop = checkedRange(end ?? this.length, "end", this.length);
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

function defineMembers(target, members) {
    for (const name in members) define(target, name, members[name]);
}

Object.setPrototypeOf(Buffer, Uint8Array);
defineMembers(Buffer, statics);
// Said here because the bundler renames a function that has a global's name.
define(Buffer, "name", "Buffer");
define(Buffer, Symbol.species, Bytes);
Buffer.prototype = Bytes.prototype;
defineMembers(
    Bytes.prototype, { constructor: Buffer, _isBuffer: true, ...methods, ...numberMethods });
Object.defineProperty(
    Bytes.prototype, "parent", { configurable: true, get() { return this.buffer; } });
Object.defineProperty(
    Bytes.prototype, "offset", { configurable: true, get() { return this.byteOffset; } });

/** The module `buffer`, without the web's part of it. */
export const bufferModule = {
    Buffer,
    SlowBuffer: Buffer.allocUnsafeSlow,
    INSPECT_MAX_BYTES: 50,
    kMaxLength: 2 ** 32,
    kStringMaxLength: 2 ** 31 - 1,
    constants: {MAX_LENGTH: 2 ** 32, MAX_STRING_LENGTH: 2 ** 31 - 1},
    isAscii: (source) => bytesOf(source).every((byte) => byte < 128),
    isUtf8: (source) => !decodeText(bytesOf(source), "utf8").includes("\ufffd"),
};
