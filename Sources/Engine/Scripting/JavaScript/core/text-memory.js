// Counts what methods make of the places where they find something in a large text.
//
// How many places there are is found out before, piece by piece, so that the script ends as soon as
// the result would be too large. Small texts are not searched: their results cannot be large.

import { count, guard, guardOften, hasLarge } from "./memory.js";
import {
    getOwnPropertyDescriptor, indexOf, isArray, keys, normalize, searchFrom, substring,
} from "./primordials.js";

/** Results that cannot have more bytes are not counted. */
const large = 256 << 20;
/** How many bytes are found before the host is asked. */
const step = 16 << 20;
/** The bytes of a part of a text, with its place in an array. */
const part = 40;
/** By how much a text grows at most when it is normalized, in bytes of each of its characters. */
const mostNormalized = 36;
/** How many characters are normalized at once. */
const piece = 1 << 16;
/** How many members of a value are looked at. */
const mostMembers = 10_000;

const NativeRegExp = RegExp;
const { max, trunc } = Math;
const { isView } = ArrayBuffer;

/** Adds to the bytes so far, and ends the script if they are too many. */
function add(size, more) {
    const sum = size + more;
    if (trunc(sum / step) > trunc(size / step)) count(sum, true);
    return sum;
}

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
    if (typeof text !== "string" || typeof replacement !== "string") return 0;
    const { length } = text;
    if (length * length * replacement.length < large) return 0;
    if (typeof searched === "string" ? !isForTexts : !findsAll(searched)) return 0;
    const each = replacement.length + rests(replacement) * length;
    return length * each < large ? 0 : length + sizeOfPlaces(text, searched, each);
}

function sizeOfNormalized(text, form) {
    if (typeof text !== "string" || text.length * mostNormalized < large) return 0;
    let size = 0;
    for (let at = 0; at < text.length; at += piece) {
        size = add(size, normalize(substring(text, at, at + piece), form).length * 2);
    }
    return size;
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
    // Only a script that has made a large text has one that can be in a value many times.
    guard(JSON, "stringify", true, (_, value) => (hasLarge ? sizeOfTexts(value) : 0));
}
