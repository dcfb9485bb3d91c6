// TextEncoder and TextDecoder: UTF-8, UTF-16 in both orders, and windows-1252, which is what latin1
// and ASCII mean on the web, here; the other charsets by the system.

import { checkedView, wrongType } from "../node/arguments.js";
import { findCharset } from "./charsets.js";
import {
    bytesOf, decodeUnits, decodeUTF8, encodeUTF8, incompleteUTF8, invalidData,
} from "./encoding.js";

export class TextEncoder {
    get encoding() { return "utf-8"; }
    encode(text = "") { return encodeUTF8(text); }

    encodeInto(text, target) {
        if (typeof text !== "string") throw wrongType('"src" argument', "of type string", text);
        checkedView(target, "dest", "an instance of Uint8Array");
        let read = 0;
        let written = 0;
        for (const character of text) {
            const bytes = encodeUTF8(character);
            if (written + bytes.length > target.length) break;
            target.set(bytes, written);
            written += bytes.length;
            read += character.length;
        }
        return { read, written };
    }

    get [Symbol.toStringTag]() { return "TextEncoder"; }
}

/** What windows-1252 has from 0x80 to 0x9f. */
const upper =
    "\u20ac\x81\u201a\u0192\u201e\u2026\u2020\u2021\u02c6\u2030\u0160\u2039\u0152\x8d\u017d\x8f" +
    "\x90\u2018\u2019\u201c\u201d\u2022\u2013\u2014\u02dc\u2122\u0161\u203a\u0153\x9d\u017e\u0178";

function decodeWindows1252(bytes) {
    return decodeUnits(bytes).replace(
        /[\x80-\x9f]/g, (character) => upper[character.charCodeAt(0) - 0x80]);
}

function decodeUTF16(bytes, isFatal, isBigEndian) {
    const units = new Uint16Array(bytes.length >> 1);
    for (let i = 0; i < units.length; i++) {
        const [first, second] = [bytes[2 * i], bytes[2 * i + 1]];
        units[i] = isBigEndian ? first << 8 | second : second << 8 | first;
    }
    const text = decodeUnits(units) + (bytes.length % 2 === 1 ? "\ufffd" : "");
    const isWhole = bytes.length % 2 === 0 && text.isWellFormed();
    if (isFatal && !isWhole) throw invalidData(isBigEndian ? "utf-16be" : "utf-16le");
    return text.toWellFormed();
}

/**
 * How many bytes at the end wait for the next ones: half a unit, or the first of a pair of
 * surrogates.
 */
function incompleteUTF16(bytes, isBigEndian) {
    const odd = bytes.length % 2;
    const high = bytes[bytes.length - odd - (isBigEndian ? 2 : 1)];
    return high >= 0xd8 && high <= 0xdb ? odd + 2 : odd;
}

const encodings = [
    {
        name: "utf-8",
        decode: decodeUTF8,
        incomplete: incompleteUTF8,
        labels: "unicode-1-1-utf-8 unicode11utf8 unicode20utf8 utf-8 utf8 x-unicode20utf8",
    },
    {
        name: "utf-16le",
        decode: (bytes, isFatal) => decodeUTF16(bytes, isFatal, false),
        incomplete: (bytes) => incompleteUTF16(bytes, false),
        labels: "csunicode iso-10646-ucs-2 ucs-2 unicode unicodefeff utf-16 utf-16le",
    },
    {
        name: "utf-16be",
        decode: (bytes, isFatal) => decodeUTF16(bytes, isFatal, true),
        incomplete: (bytes) => incompleteUTF16(bytes, true),
        labels: "unicodefffe utf-16be",
    },
    {
        name: "windows-1252",
        decode: decodeWindows1252,
        incomplete: () => 0,
        labels:
            "ansi_x3.4-1968 ascii cp1252 cp819 csisolatin1 ibm819 iso-8859-1 iso-ir-100 "
            + "iso8859-1 iso88591 iso_8859-1 "
            + "iso_8859-1:1987 l1 latin1 us-ascii windows-1252 x-cp1252",
    },
];

function findEncoding(label) {
    const wanted = String(label).trim().toLowerCase();
    const found =
        encodings.find(({ labels }) => labels.split(" ").includes(wanted)) ?? findCharset(wanted);
    if (found !== undefined) return found;
    const error = new RangeError(`The "${label}" encoding is not supported`);
    error.code = "ERR_ENCODING_NOT_SUPPORTED";
    throw error;
}

export class TextDecoder {
    #encoding;
    #isFatal;
    #keepsMark;
    /** Bytes of before that did not make a character. */
    #rest = new Uint8Array(0);
    /** Whether the start of the text, the place of a byte order mark, is past. */
    #isInside = false;

    constructor(label = "utf-8", { fatal = false, ignoreBOM = false } = {}) {
        this.#encoding = findEncoding(label);
        this.#isFatal = Boolean(fatal);
        this.#keepsMark = Boolean(ignoreBOM);
    }

    get encoding() { return this.#encoding.name; }
    get fatal() { return this.#isFatal; }
    get ignoreBOM() { return this.#keepsMark; }

    decode(source = new Uint8Array(0), { stream = false } = {}) {
        const { name, decode, incomplete } = this.#encoding;
        const bytes = this.#take(bytesOf(source));
        const left = stream ? incomplete(bytes) : 0;
        this.#rest = bytes.slice(bytes.length - left);
        const text = decode(bytes.subarray(0, bytes.length - left), this.#isFatal);
        if (this.#isFatal && text.includes("\ufffd") && !name.startsWith("utf-"))
            throw invalidData(name);
        const hasMark = !this.#isInside && !this.#keepsMark && text.charCodeAt(0) === 0xfeff
            && name.startsWith("utf-");
        this.#isInside = stream && (this.#isInside || text !== "");
        return hasMark ? text.slice(1) : text;
    }

    /** The bytes after those that wait for them. */
    #take(bytes) {
        if (this.#rest.length === 0) return bytes;
        const all = new Uint8Array(this.#rest.length + bytes.length);
        all.set(this.#rest);
        all.set(bytes, this.#rest.length);
        this.#rest = new Uint8Array(0);
        return all;
    }

    get [Symbol.toStringTag]() { return "TextDecoder"; }
}
