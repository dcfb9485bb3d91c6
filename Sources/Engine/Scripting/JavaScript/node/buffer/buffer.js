// Buffer: Node's, over Uint8Array.

import { define, isArray, isObject } from "../../core/primordials.js";
import { bytesOf, decodeUTF8, isArrayBuffer } from "../../web/encoding.js";
import { objectURLs } from "../../web/object-urls.js";
import {
    checkedInteger, checkedSize, checkedView, codedError, outOfBounds, wrongType,
} from "../arguments.js";
import { Bytes, compare, over, plain } from "./memory.js";
import { methods } from "./methods.js";
import { numberMethods } from "./numbers.js";
import { encodeText, encodingOf, transcodeText } from "./text.js";

export function Buffer(value, encodingOrOffset, length) {
    return typeof value === "number" ? Buffer.alloc(value)
        : Buffer.from(value, encodingOrOffset, length);
}

/** Returns a Buffer of an object's bytes, or undefined if it has none. */
function fromObject(source) {
    if (source.type === "Buffer" && isArray(source.data)) return over(Uint8Array.from(source.data));
    const inner = source.valueOf?.();
    if (inner !== source && (typeof inner === "string" || isObject(inner))) {
        return Buffer.from(inner);
    }
    if (source.length !== undefined) return over(Uint8Array.from(source));
    const primitive = source[Symbol.toPrimitive]?.("string");
    return typeof primitive === "string" ? Buffer.from(primitive) : undefined;
}

function fromArrayBuffer(buffer, offset = 0, length = buffer.byteLength - offset) {
    if (offset > buffer.byteLength) throw outOfBounds("offset");
    if (offset + length > buffer.byteLength) throw outOfBounds("length");
    return new Bytes(buffer, offset, length);
}

const convertible = "of type string or an instance of Buffer, ArrayBuffer, or Array "
    + "or an Array-like Object";
const measurable = "of type string or an instance of Buffer or ArrayBuffer";
const TypedArray = Object.getPrototypeOf(Uint8Array);

const statics = {
    poolSize: 8192,

    from(source, encodingOrOffset, length) {
        if (typeof source === "string") return over(encodeText(source, encodingOrOffset));
        if (isArrayBuffer(source)) return fromArrayBuffer(source, encodingOrOffset, length);
        const made = isObject(source) ? fromObject(source) : undefined;
        if (made !== undefined) return made;
        throw wrongType("first argument", convertible, source);
    },
    alloc(size, fill, encoding) {
        const buffer = new Bytes(checkedSize(size));
        return fill === undefined || size === 0 ? buffer : buffer.fill(fill, 0, size, encoding);
    },
    allocUnsafe: (size) => new Bytes(checkedSize(size)),
    allocUnsafeSlow: (size) => new Bytes(checkedSize(size)),
    of: (...bytes) => over(Uint8Array.from(bytes)),
    isBuffer: (value) => value instanceof Bytes,
    isEncoding: (name) => typeof name === "string" && name !== "" && encodingOf(name) !== undefined,

    copyBytesFrom(view, offset = 0, length = view.length - offset) {
        if (!(view instanceof TypedArray)) {
            throw wrongType('"view" argument', "an instance of TypedArray", view);
        }
        checkedInteger(offset, "offset", 0, Infinity);
        return over(bytesOf(
            view.slice(offset, offset + checkedInteger(length, "length", 0, Infinity))));
    },

    byteLength(value, encoding) {
        if (typeof value === "string") return encodeText(value, encoding).length;
        if (ArrayBuffer.isView(value) || isArrayBuffer(value)) return value.byteLength;
        throw wrongType('"string" argument', measurable, value);
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

function defineMembers(target, members) {
    for (const name in members) define(target, name, members[name]);
}

Object.setPrototypeOf(Buffer, Uint8Array);
defineMembers(Buffer, statics);
// The bundler renames a function that has a global's name.
define(Buffer, "name", "Buffer");
define(Buffer, Symbol.species, Bytes);
Buffer.prototype = Bytes.prototype;
defineMembers(Bytes.prototype, {
    constructor: Buffer, _isBuffer: true, ...methods, ...numberMethods,
});
Object.defineProperty(Bytes.prototype, "parent", {
    configurable: true,
    get() { return this.buffer; },
});
Object.defineProperty(Bytes.prototype, "offset", {
    configurable: true,
    get() { return this.byteOffset; },
});

function SlowBuffer(size) { return Buffer.allocUnsafeSlow(size); }

/** Returns the bytes of a text in another encoding. */
function transcode(source, from, to) {
    checkedView(source, "source");
    const bytes = transcodeText(source, from, to);
    if (bytes !== undefined) return over(bytes);
    const code = "U_ILLEGAL_ARGUMENT_ERROR";
    throw codedError(new Error(`Unable to transcode Buffer [${code}]`), code);
}

function isUtf8(source) {
    try {
        decodeUTF8(bytesOf(source), true);
        return true;
    } catch {
        return false;
    }
}

/** The module `buffer`, without the web's part of it. */
export const bufferModule = {
    Buffer, SlowBuffer, transcode, isUtf8, INSPECT_MAX_BYTES: 50, kMaxLength: 2 ** 32,
    kStringMaxLength: 2 ** 31 - 1,
    constants: { MAX_LENGTH: 2 ** 32, MAX_STRING_LENGTH: 2 ** 31 - 1 },
    isAscii: (source) => bytesOf(source).every((byte) => byte < 128),
    resolveObjectURL: (url) => objectURLs.find(url),
};
