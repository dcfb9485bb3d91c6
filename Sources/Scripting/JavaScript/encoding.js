// Text and bytes: TextEncoder, TextDecoder, atob and btoa.

import { define, NativeTypeError } from "./primordials.js";

/** The bytes of a text in UTF-8; a lone surrogate becomes U+FFFD. */
export function encodeUTF8(text) {
    const bytes = [];
    for (const character of String(text)) {
        let code = character.codePointAt(0);
        if (code >= 0xd800 && code <= 0xdfff) code = 0xfffd;
        if (code < 0x80) bytes.push(code);
        else if (code < 0x800) bytes.push(0xc0 | code >> 6, 0x80 | code & 63);
        else if (code < 0x10000) bytes.push(0xe0 | code >> 12, 0x80 | code >> 6 & 63, 0x80 | code & 63);
        else bytes.push(0xf0 | code >> 18, 0x80 | code >> 12 & 63, 0x80 | code >> 6 & 63, 0x80 | code & 63);
    }
    return Uint8Array.from(bytes);
}

/** The lead byte's data: how many bytes follow, its bits, the range of the byte after it. */
function lead(byte) {
    if (byte >= 0xc2 && byte <= 0xdf) return [1, byte & 31, 0x80, 0xbf];
    if (byte >= 0xe0 && byte <= 0xef) return [2, byte & 15, byte === 0xe0 ? 0xa0 : 0x80, byte === 0xed ? 0x9f : 0xbf];
    if (byte >= 0xf0 && byte <= 0xf4) return [3, byte & 7, byte === 0xf0 ? 0x90 : 0x80, byte === 0xf4 ? 0x8f : 0xbf];
    return undefined;
}

/** The text of UTF-8 bytes by the rules of the Encoding Standard; `isFatal` throws at the first error. */
export function decodeUTF8(bytes, isFatal = false) {
    const parts = [];
    let chunk = [];
    for (let i = 0; i < bytes.length;) {
        const byte = bytes[i++];
        let code = byte;
        if (byte >= 0x80) {
            const found = lead(byte);
            code = 0xfffd;
            if (found !== undefined) {
                let [left, bits, low, high] = found;
                while (left > 0 && bytes[i] >= low && bytes[i] <= high) {
                    bits = bits << 6 | bytes[i++] & 63;
                    [low, high] = [0x80, 0xbf];
                    left--;
                }
                if (left === 0) code = bits;
            }
            if (code === 0xfffd && isFatal) throw new NativeTypeError("The encoded data was not valid for encoding utf-8");
        }
        chunk.push(code);
        if (chunk.length === 4096) {
            parts.push(String.fromCodePoint(...chunk));
            chunk = [];
        }
    }
    parts.push(String.fromCodePoint(...chunk));
    return parts.join("");
}

/** The text of bytes of which each is a character (or, for UTF-16, each two are). */
export function decodeUnits(units) {
    let text = "";
    for (let i = 0; i < units.length; i += 4096) text += String.fromCharCode(...units.subarray(i, i + 4096));
    return text;
}

/** The bytes that a view, or a buffer, holds. */
export function bytesOf(source) {
    if (source instanceof ArrayBuffer) return new Uint8Array(source);
    if (ArrayBuffer.isView(source)) return new Uint8Array(source.buffer, source.byteOffset, source.byteLength);
    throw new NativeTypeError("the data must be an ArrayBuffer or a view of one");
}

class TextEncoder {
    get encoding() { return "utf-8"; }
    encode(text = "") { return encodeUTF8(text); }
    encodeInto(text, target) {
        let read = 0;
        let written = 0;
        for (const character of String(text)) {
            const bytes = encodeUTF8(character);
            if (written + bytes.length > target.length) break;
            target.set(bytes, written);
            written += bytes.length;
            read += character.length;
        }
        return { read, written };
    }
}

const decoders = {
    "utf-8": decodeUTF8,
    "utf-16le": (bytes) => decodeUnits(new Uint16Array(bytes.slice(0, bytes.length & ~1).buffer)),
    "windows-1252": (bytes) => decodeUnits(bytes),
};
const labels = {
    "utf8": "utf-8", "utf-16": "utf-16le", "latin1": "windows-1252", "iso-8859-1": "windows-1252", "ascii": "windows-1252",
    "us-ascii": "windows-1252",
};

class TextDecoder {
    #decode;

    constructor(label = "utf-8", { fatal = false, ignoreBOM = false } = {}) {
        const wanted = String(label).trim().toLowerCase();
        this.encoding = labels[wanted] ?? wanted;
        this.fatal = fatal;
        this.ignoreBOM = ignoreBOM;
        this.#decode = decoders[this.encoding];
        if (this.#decode === undefined) throw new RangeError(`The "${label}" encoding is not supported`);
    }

    decode(source = new Uint8Array(0)) {
        const text = this.#decode(bytesOf(source), this.fatal);
        return !this.ignoreBOM && text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
    }
}

const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

export function encodeBase64(bytes) {
    let text = "";
    for (let i = 0; i < bytes.length; i += 3) {
        const group = bytes[i] << 16 | (bytes[i + 1] ?? 0) << 8 | (bytes[i + 2] ?? 0);
        text += alphabet[group >> 18] + alphabet[group >> 12 & 63]
            + (i + 1 < bytes.length ? alphabet[group >> 6 & 63] : "=") + (i + 2 < bytes.length ? alphabet[group & 63] : "=");
    }
    return text;
}

/** The bytes of a base64 text; characters outside the alphabet are passed over, as Node does. */
export function decodeBase64(text) {
    const bytes = [];
    let bits = 0;
    let count = 0;
    for (const character of String(text)) {
        const value = alphabet.indexOf(character === "-" ? "+" : character === "_" ? "/" : character);
        if (value < 0) {
            if (character === "=") break;
            continue;
        }
        bits = (bits << 6 | value) & 0xffffff;
        count += 6;
        if (count >= 8) {
            count -= 8;
            bytes.push(bits >> count & 255);
        }
    }
    return Uint8Array.from(bytes);
}

function btoa(text) {
    const characters = String(text);
    const bytes = Uint8Array.from(characters, (character) => {
        if (character.charCodeAt(0) > 255) throw invalidCharacter("the text has a character above U+00FF");
        return character.charCodeAt(0);
    });
    return encodeBase64(bytes);
}

function atob(text) {
    const stripped = String(text).replace(/[\t\n\f\r ]/g, "");
    const content = stripped.length % 4 === 0 ? stripped.replace(/={1,2}$/, "") : stripped;
    if (content.length % 4 === 1 || /[^A-Za-z0-9+/]/.test(content)) throw invalidCharacter("the text is not base64");
    return decodeUnits(decodeBase64(content));
}

function invalidCharacter(message) {
    const error = new Error(message);
    error.name = "InvalidCharacterError";
    return error;
}

export const base64 = { atob, btoa };

export function installEncoding() {
    for (const [name, value] of Object.entries({ TextEncoder, TextDecoder, atob, btoa })) define(globalThis, name, value);
}
