// Texts as bytes and bytes as text, in Node's encodings.

import { ScriptTypeError } from "../../core/error-stacks.js";
import { base64 } from "../../web/base64.js";
import { decodeUnits, decodeUTF8, encodeUTF8 } from "../../web/encoding.js";

const names = {
    "utf8": "utf8", "utf-8": "utf8", "hex": "hex", "base64": "base64", "base64url": "base64url",
    "latin1": "latin1", "binary": "latin1", "ascii": "ascii", "ucs2": "utf16le",
    "ucs-2": "utf16le", "utf16le": "utf16le", "utf-16le": "utf16le",
};

/** The encoding that a name stands for; undefined if it stands for none. */
export function encodingOf(name) {
    return name === undefined || name === null || name === ""
        ? "utf8"
        : names[String(name).toLowerCase()];
}

function known(name) {
    const encoding = encodingOf(name);
    if (encoding !== undefined) return encoding;
    const error = new ScriptTypeError(`Unknown encoding: ${String(name)}`);
    error.code = "ERR_UNKNOWN_ENCODING";
    throw error;
}

/** Returns the bytes of pairs of hexadecimal digits, up to the first other character. */
function decodeHex(text) {
    const digits = /^(?:[0-9a-f]{2})*/i.exec(text)[0];
    const bytes = new Uint8Array(digits.length / 2);
    for (let i = 0; i < bytes.length; i++) bytes[i] = parseInt(digits.slice(2 * i, 2 * i + 2), 16);
    return bytes;
}

function encodeHex(bytes) {
    let text = "";
    for (let i = 0; i < bytes.length; i++)
        text += (bytes[i] < 16 ? "0" : "") + bytes[i].toString(16);
    return text;
}

/** One byte, or two, for each unit of the text. */
function encodeUnits(text, size) {
    const bytes = new Uint8Array(text.length * size);
    for (let i = 0; i < text.length; i++) {
        const unit = text.charCodeAt(i);
        bytes[i * size] = unit;
        if (size === 2) bytes[i * 2 + 1] = unit >> 8;
    }
    return bytes;
}

function decodeUTF16(bytes) {
    const units = new Uint16Array(bytes.length >> 1);
    for (let i = 0; i < units.length; i++) units[i] = bytes[2 * i] | bytes[2 * i + 1] << 8;
    return decodeUnits(units);
}

/** The bytes of a text. */
export function encodeText(text, encoding) {
    switch (known(encoding)) {
        case "base64": case "base64url": return base64.decode(text);
        case "hex": return decodeHex(text);
        case "latin1": case "ascii": return encodeUnits(text, 1);
        case "utf16le": return encodeUnits(text, 2);
        default: return encodeUTF8(text);
    }
}

/** The text of bytes. */
export function decodeText(bytes, encoding) {
    switch (known(encoding)) {
        case "base64": return base64.encode(bytes);
        case "base64url":
            return base64.encode(bytes).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
        case "hex": return encodeHex(bytes);
        case "latin1": return decodeUnits(bytes);
        case "ascii": return decodeUnits(bytes.map((byte) => byte & 127));
        case "utf16le": return decodeUTF16(bytes);
        default: return decodeUTF8(bytes);
    }
}

/** Encoding → the highest character that it has, for those that `transcode` accepts. */
const highest = { ascii: 0x7f, latin1: 0xff, utf16le: 0x10ffff, utf8: 0x10ffff };

/**
 * Returns bytes in another encoding, with a question mark for each character that it lacks, or
 * undefined if either encoding is not one of texts.
 */
export function transcodeText(bytes, from, to) {
    const [source, target] = [encodingOf(from), encodingOf(to)];
    const limit = highest[target];
    if (highest[source] === undefined || limit === undefined) return undefined;
    const known = Array.from(
        decodeText(bytes, source),
        (character) => (character.codePointAt(0) > limit ? "?" : character));
    return encodeText(known.join(""), target);
}
