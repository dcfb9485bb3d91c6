// Base64, atob and btoa.

import { DOMException } from "./dom-exception.js";

const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/** Character code → value, or 255 outside the alphabet; `-` and `_` count as `+` and `/`. */
const values = new Uint8Array(128).fill(255);
for (let i = 0; i < 64; i++) values[alphabet.charCodeAt(i)] = i;
values[45] = 62;
values[95] = 63;

export function encodeBase64(bytes) {
    let text = "";
    for (let i = 0; i < bytes.length; i += 3) {
        const group = bytes[i] << 16 | (bytes[i + 1] ?? 0) << 8 | (bytes[i + 2] ?? 0);
        text += alphabet[group >> 18] + alphabet[group >> 12 & 63]
            + (i + 1 < bytes.length ? alphabet[group >> 6 & 63] : "=")
                + (i + 2 < bytes.length ? alphabet[group & 63] : "=");
    }
    return text;
}

/**
 * Returns the bytes of a base64 text up to the first `=`; like Node, it ignores other characters.
 */
export function decodeBase64(text) {
    const bytes = new Uint8Array(Math.ceil(text.length * 3 / 4));
    let length = 0;
    let bits = 0;
    let count = 0;
    for (let i = 0; i < text.length; i++) {
        const code = text.charCodeAt(i);
        if (code === 61) break;
        const value = values[code];
        if (value === undefined || value === 255) continue;
        bits = (bits << 6 | value) & 0xffffff;
        count += 6;
        if (count >= 8) {
            count -= 8;
            bytes[length++] = bits >> count & 255;
        }
    }
    return bytes.slice(0, length);
}

/** Returns the text that has a character for each byte. */
function textOfBytes(bytes) {
    let text = "";
    for (let i = 0; i < bytes.length; i += 4096) {
        text += String.fromCharCode(...bytes.subarray(i, i + 4096));
    }
    return text;
}

const tooWide = "btoa encodes characters up to U+00FF only; for other text use "
    + "Buffer.from(text).toString('base64')";

export function btoa(text) {
    if (text instanceof Uint8Array) return encodeBase64(text);
    const characters = String(text);
    const bytes = new Uint8Array(characters.length);
    for (let i = 0; i < characters.length; i++) {
        const code = characters.charCodeAt(i);
        if (code > 255) throw new DOMException(tooWide, "InvalidCharacterError");
        bytes[i] = code;
    }
    return encodeBase64(bytes);
}

/** Decodes as Postman's sandbox does: it takes base64url too, and ignores what is not base64. */
export const atob = (text) => textOfBytes(decodeBase64(String(text)));

export const base64 = { atob, btoa, decode: decodeBase64, encode: encodeBase64 };
