// Text as bytes and back: UTF-8 by the rules of the Encoding Standard, and character units.

import { ScriptTypeError } from "../core/error-stacks.js";
import { codedError } from "../node/arguments.js";

/** The bytes of a text in UTF-8; a lone surrogate becomes U+FFFD. */
export function encodeUTF8(given) {
    const text = String(given);
    let bytes = new Uint8Array(text.length + 16);
    let length = 0;
    for (let i = 0; i < text.length; i++) {
        if (length + 4 > bytes.length) {
            // From here on there may be three bytes to a unit.
            const larger = new Uint8Array(length + (text.length - i) * 3 + 4);
            larger.set(bytes);
            bytes = larger;
        }
        let code = text.charCodeAt(i);
        if (code < 0x80) {
            bytes[length++] = code;
            continue;
        }
        if (code >= 0xd800 && code <= 0xdfff) {
            code = text.codePointAt(i);
            if (code > 0xffff) i++;
            else code = 0xfffd;
        }
        if (code < 0x800) {
            bytes[length++] = 0xc0 | code >> 6;
        } else {
            if (code < 0x10000) {
                bytes[length++] = 0xe0 | code >> 12;
            } else {
                bytes[length++] = 0xf0 | code >> 18;
                bytes[length++] = 0x80 | code >> 12 & 63;
            }
            bytes[length++] = 0x80 | code >> 6 & 63;
        }
        bytes[length++] = 0x80 | code & 63;
    }
    return bytes.slice(0, length);
}

/** How many bytes a sequence has that begins with this byte, 0 if none begins so. */
const sequenceLength = (byte) =>
    (byte < 0x80 ? 1
         : byte < 0xc2 ? 0
         : byte < 0xe0 ? 2
         : byte < 0xf0 ? 3
         : byte < 0xf5 ? 4
         : 0);

/** Whether a byte may be the second of a sequence with this lead. */
function isSecond(lead, byte) {
    const low = lead === 0xe0 ? 0xa0 : lead === 0xf0 ? 0x90 : 0x80;
    const high = lead === 0xed ? 0x9f : lead === 0xf4 ? 0x8f : 0xbf;
    return byte >= low && byte <= high;
}

/**
 * How many bytes at `start` belong to one sequence, whole or cut short: those that one U+FFFD
 * replaces.
 */
function validPrefix(bytes, start) {
    const wanted = sequenceLength(bytes[start]);
    let length = 1;
    while (length < wanted && start + length < bytes.length) {
        const byte = bytes[start + length];
        if (length === 1 ? !isSecond(bytes[start], byte) : byte < 0x80 || byte > 0xbf) break;
        length++;
    }
    return length;
}

/** How many bytes at the end begin a sequence that the next bytes may complete. */
export function incompleteUTF8(bytes) {
    for (let start = Math.max(0, bytes.length - 3); start < bytes.length; start++) {
        const length = bytes.length - start;
        if (sequenceLength(bytes[start]) > length && validPrefix(bytes, start) === length)
            return length;
    }
    return 0;
}

/** The code point of a whole sequence. */
function codePoint(bytes, start, length) {
    let code = length === 2 ? bytes[start] & 31
        : length === 3 ? bytes[start] & 15
        : bytes[start] & 7;
    for (let i = 1; i < length; i++) code = code << 6 | bytes[start + i] & 63;
    return code;
}

/** The text of UTF-8 bytes; `isFatal` throws at the first error, else each becomes U+FFFD. */
export function decodeUTF8(bytes, isFatal = false) {
    let text = "";
    const chunk = [];
    for (let i = 0; i < bytes.length;) {
        let code = bytes[i];
        if (code < 0x80) {
            i++;
        } else {
            const length = validPrefix(bytes, i);
            const isWhole = length === sequenceLength(code);
            if (!isWhole && isFatal) throw invalidData("utf-8");
            code = isWhole ? codePoint(bytes, i, length) : 0xfffd;
            i += length;
        }
        chunk.push(code);
        if (chunk.length === 4096) {
            text += String.fromCodePoint(...chunk);
            chunk.length = 0;
        }
    }
    return text + String.fromCodePoint(...chunk);
}

/** Why a decoder that is `fatal` gives up. */
export function invalidData(encoding) {
    const error = new ScriptTypeError(`The encoded data was not valid for encoding ${encoding}`);
    error.code = "ERR_ENCODING_INVALID_ENCODED_DATA";
    return error;
}

/** The text of units that are one character each. */
export function decodeUnits(units) {
    let text = "";
    for (let i = 0; i < units.length; i += 4096)
        text += String.fromCharCode(...units.subarray(i, i + 4096));
    return text;
}

const tagOf = Object.prototype.toString;

/** Returns whether a value is an ArrayBuffer or a SharedArrayBuffer. */
export function isArrayBuffer(value) {
    return value instanceof ArrayBuffer || tagOf.call(value) === "[object SharedArrayBuffer]";
}

/** Returns the bytes of a buffer, or those that a view shows. */
export function bytesOf(source) {
    if (ArrayBuffer.isView(source)) {
        return new Uint8Array(source.buffer, source.byteOffset, source.byteLength);
    }
    if (isArrayBuffer(source)) return new Uint8Array(source);
    throw codedError(
        new ScriptTypeError("the data must be an ArrayBuffer or a view of one"),
        "ERR_INVALID_ARG_TYPE");
}
