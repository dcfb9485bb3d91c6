// Counts what methods make of the places where they find something in a large text.
//
// How many places there are is found out before, piece by piece, so that the script ends as soon as
// the result would be too large. Small texts are not searched: their results cannot be large.

import { add, guard, guardOften, hasLarge } from "./memory.js";
import {
    getOwnPropertyDescriptor, indexOf, isArray, isView, keys, normalize, searchFrom, substring,
} from "./primordials.js";

/** Results that cannot have more bytes are not counted. */
const large = 256 << 20;
/** The bytes of a part of a text, with its place in an array. */
const part = 40;
/** By how much a text grows at most in another form, in bytes of each of its characters. */
const mostGrowth = 36;
/** How many characters get another form at once. */
const piece = 1 << 16;
/** The functions whose result has one byte in each character. */
const coders = ["encodeURI", "encodeURIComponent", "escape"];
/** How many members of a value are looked at. */
const mostMembers = 10_000;

const NativeRegExp = RegExp;
const { max } = Math;

/** The bytes that a text needs if each place where something is found needs so many. */
function sizeOfPlaces(text, searched, each) {
    let size = 0;
    if (typeof searched === "string") {
        const distance = max(1, searched.length);
        for (let at = 0; at <= text.length; at += distance) {
            at = indexOf(text, searched, at);
            if (at < 0) break;
            size = add(size, each);
        }
    } else {
        const pattern = new NativeRegExp(searched.source, searched.flags);
        for (let at = 0; at <= text.length && searchFrom(pattern, text, at);) {
            size = add(size, each);
            at = max(at + 1, pattern.lastIndex);
        }
    }
    return size;
}

/** Whether all places are found, by a pattern that can be used a second time. */
const findsAll = (searched) => searched instanceof NativeRegExp && searched.global;

function sizeOfSplit(text, separator) {
    if (typeof text !== "string" || text.length * part < large || typeof separator !== "string")
        return 0;
    return separator === "" ? text.length * 8 : sizeOfPlaces(text, separator, part);
}

function sizeOfMatches(text, pattern) {
    if (typeof text !== "string" || text.length * part < large || !findsAll(pattern)) return 0;
    return sizeOfPlaces(text, pattern, part);
}

/** What text before or after the place a replacement contains, as often as it does. */
const rests = (replacement) =>
    sizeOfPlaces(replacement, "$`", 1) + sizeOfPlaces(replacement, "$'", 1);

function sizeOfReplaced(text, searched, replacement, isForTexts) {
    if (typeof text !== "string") return 0;
    if (typeof replacement === "function") return sizeOfMatches(text, searched);
    if (typeof replacement !== "string") return 0;
    const { length } = text;
    if (length * length * replacement.length < large) return 0;
    if (typeof searched === "string" ? !isForTexts : !findsAll(searched)) return 0;
    const each = replacement.length + rests(replacement) * length;
    return length * each < large ? 0 : length + sizeOfPlaces(text, searched, each);
}

/** The bytes of a text in another form; a pair of surrogates stays together. */
function sizeOfForm(text, convert, bytes) {
    if (typeof text !== "string" || text.length * mostGrowth < large) return 0;
    let size = 0;
    for (let at = 0; at < text.length;) {
        const start = at;
        at += piece;
        if (isHighSurrogate(text[at - 1])) at++;
        size = add(size, convert(substring(text, start, at)).length * bytes);
    }
    return size;
}

const isHighSurrogate = (unit) => unit >= "\ud800" && unit < "\udc00";

const sizeOfNormalized = (text, form) => sizeOfForm(text, (part) => normalize(part, form), 2);

/** Guards the functions that write texts for addresses and read them. */
function guardCoders() {
    for (let i = 0; i < coders.length; i++) {
        const convert = globalThis[coders[i]];
        guardOften(globalThis, coders[i], (_, text) => sizeOfForm(text, convert, 1));
    }
}

/** The bytes of the texts in a value, as often as they are in it, without calling its getters. */
function sizeOfTexts(value) {
    let size = 0;
    const waiting = [value];
    for (let left = mostMembers; left > 0 && waiting.length > 0; left--) {
        const next = waiting[waiting.length - 1];
        waiting.length--;
        if (typeof next === "string") size = add(size, next.length);
        if (typeof next !== "object" || next === null) continue;
        if (isView(next)) {
            // A name, a number and what is between them.
            size = add(size, next.byteLength * 8);
            continue;
        }
        const names = isArray(next) ? undefined : keys(next);
        const length = (names ?? next).length;
        for (let i = 0; i < length && waiting.length < mostMembers; i++) {
            waiting[waiting.length] = getOwnPropertyDescriptor(next, names?.[i] ?? i)?.value;
        }
    }
    return size;
}

/** Guards the methods that search texts, and the writing of JSON. */
export function guardSearches() {
    const { prototype } = String;
    guardOften(prototype, "split", sizeOfSplit);
    guardOften(prototype, "match", sizeOfMatches);
    guardOften(prototype, "normalize", sizeOfNormalized);
    guardOften(prototype, "replaceAll", (text, searched, replacement) =>
        sizeOfReplaced(text, searched, replacement, true));
    guardOften(prototype, "replace", (text, searched, replacement) =>
        sizeOfReplaced(text, searched, replacement, false));
    guardCoders();
    // Only a script that has made a large text has one that can be in a value many times.
    guard(JSON, "stringify", true, (_, value) => (hasLarge ? sizeOfTexts(value) : 0));
}
