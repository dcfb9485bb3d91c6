// Buffer: what scripts use of Node's, over Uint8Array.

import { bytesOf, decodeBase64, decodeUnits, decodeUTF8, encodeBase64, encodeUTF8 } from "./encoding.js";
import { define, isArray, isObject, NativeTypeError } from "./primordials.js";

/** The bytes of a text in one of Node's encodings. */
function encode(text, encoding = "utf8") {
    switch (String(encoding).toLowerCase()) {
        case "base64": case "base64url": return decodeBase64(text);
        case "hex": return Uint8Array.from(text.match(/^(?:[0-9a-f]{2})*/i)[0].match(/../g) ?? [], (pair) => parseInt(pair, 16));
        case "latin1": case "binary": case "ascii": return Uint8Array.from(text, (character) => character.charCodeAt(0));
        case "utf16le": case "ucs2": case "utf-16le": case "ucs-2":
            return new Uint8Array(Uint16Array.from({ length: text.length }, (_, i) => text.charCodeAt(i)).buffer);
        default: return encodeUTF8(text);
    }
}

function decode(bytes, encoding = "utf8") {
    switch (String(encoding).toLowerCase()) {
        case "base64": return encodeBase64(bytes);
        case "base64url": return encodeBase64(bytes).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
        case "hex": return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
        case "latin1": case "binary": case "iso-8859-1": case "windows-1252": return decodeUnits(bytes);
        case "ascii": return decodeUnits(bytes.map((byte) => byte & 127));
        case "utf16le": case "ucs2": case "utf-16le": case "ucs-2":
            return decodeUnits(new Uint16Array(new Uint8Array(bytes).slice(0, bytes.length & ~1).buffer));
        default: return decodeUTF8(bytes);
    }
}

/** A Buffer over the memory of some bytes. */
const over = (bytes) => new Buffer(bytes.buffer, bytes.byteOffset, bytes.byteLength);

export class Buffer extends Uint8Array {
    // Said here because the bundler renames a class that mentions itself.
    static name = "Buffer";

    static from(source, encodingOrOffset, length) {
        if (typeof source === "string") return over(encode(source, encodingOrOffset));
        if (source instanceof ArrayBuffer) return new Buffer(source, encodingOrOffset ?? 0, length ?? source.byteLength - (encodingOrOffset ?? 0));
        if (source?.type === "Buffer" && isArray(source.data)) return over(Uint8Array.from(source.data));
        if (ArrayBuffer.isView(source)) return over(Uint8Array.from(bytesOf(source)));
        if (isObject(source)) return over(Uint8Array.from(source));
        throw new NativeTypeError("The first argument must be of type string or an instance of Buffer, ArrayBuffer, or Array");
    }

    static alloc(size, fill, encoding) {
        const buffer = new Buffer(size);
        return fill === undefined ? buffer : buffer.fill(fill, 0, size, encoding);
    }

    static allocUnsafe(size) { return new Buffer(size); }
    static isBuffer(value) { return value instanceof Buffer; }
    static isEncoding(name) { return /^(utf-?8|base64(url)?|hex|latin1|binary|ascii|utf-?16le|ucs-?2)$/i.test(String(name)); }
    static byteLength(value, encoding) { return typeof value === "string" ? encode(value, encoding).length : value.byteLength; }

    static concat(list, total = list.reduce((sum, part) => sum + part.length, 0)) {
        const result = new Buffer(total);
        let position = 0;
        for (const part of list) {
            result.set(part.subarray(0, total - position), position);
            position = Math.min(total, position + part.length);
        }
        return result;
    }

    static compare(a, b) {
        for (let i = 0; i < Math.min(a.length, b.length); i++) {
            if (a[i] !== b[i]) return a[i] < b[i] ? -1 : 1;
        }
        return Math.sign(a.length - b.length);
    }

    toString(encoding, start = 0, end = this.length) {
        return decode(new Uint8Array(this.buffer, this.byteOffset, this.byteLength).subarray(start, end), encoding);
    }

    toJSON() { return { type: "Buffer", data: Array.from(this) }; }
    equals(other) { return Buffer.compare(this, other) === 0; }
    compare(other) { return Buffer.compare(this, other); }
    // Unlike those of its base, a Buffer's slices share its memory.
    slice(start, end) { return this.subarray(start, end); }
    subarray(start, end) { return over(new Uint8Array(this.buffer, this.byteOffset, this.byteLength).subarray(start, end)); }

    write(text, offset = 0, length = this.length - offset, encoding = "utf8") {
        const bytes = encode(text, encoding).subarray(0, Math.min(length, this.length - offset));
        this.set(bytes, offset);
        return bytes.length;
    }

    copy(target, targetStart = 0, start = 0, end = this.length) {
        const part = this.subarray(start, Math.min(end, start + target.length - targetStart));
        target.set(part, targetStart);
        return part.length;
    }

    fill(value, start = 0, end = this.length, encoding = "utf8") {
        if (typeof value !== "string") return super.fill(value, start, end);
        const bytes = encode(value, encoding);
        for (let i = start; i < end && bytes.length > 0; i++) this[i] = bytes[(i - start) % bytes.length];
        return this;
    }

    indexOf(value, start = 0) {
        if (typeof value === "number") return super.indexOf(value, start);
        const wanted = typeof value === "string" ? encodeUTF8(value) : value;
        for (let i = start; i + wanted.length <= this.length; i++) {
            if (wanted.every((byte, offset) => this[i + offset] === byte)) return i;
        }
        return -1;
    }

    includes(value, start) { return this.indexOf(value, start) >= 0; }
    readUInt8(offset = 0) { return this[offset]; }
    readUInt16BE(offset = 0) { return this.#view.getUint16(offset); }
    readUInt16LE(offset = 0) { return this.#view.getUint16(offset, true); }
    readUInt32BE(offset = 0) { return this.#view.getUint32(offset); }
    readUInt32LE(offset = 0) { return this.#view.getUint32(offset, true); }
    readInt32BE(offset = 0) { return this.#view.getInt32(offset); }
    readInt32LE(offset = 0) { return this.#view.getInt32(offset, true); }

    get #view() { return new DataView(this.buffer, this.byteOffset, this.byteLength); }
}

define(Buffer.prototype, "_isBuffer", true);

export function installBuffer() {
    define(globalThis, "Buffer", Buffer);
}
