// Secrets in values, masked before the values are shortened, quoted or joined.
//
// The host masks every text that leaves the run. It cannot find a secret there of which only a
// part is left, so what shortens a value masks it first.

import { native } from "./native.js";
import {
    assign, create, getOwnPropertyDescriptor, getPrototypeOf, isArray, isObject, ownKeys,
    substring,
} from "./primordials.js";

/** The fewest characters that a shortened text can have. */
const shortestText = 8;
/** How many members of a value are looked at, and how deep. */
const maxMembers = 2000;
const maxDepth = 8;
/** The most characters of a name or a message that a report may want. */
const longestShown = 16_384;
/** The same of a compared value. */
const longestCompared = 65_536;

/** A text with its secrets masked. */
export const maskText = (text) => (text.length < shortestText ? text : native.mask(text));

/** A compared value, or the beginning of one that is too long for a report. */
export const compared = (text) =>
    text.length <= longestCompared ? text : substring(maskText(text), 0, longestCompared);

/** A name or a message, or the beginning of one that is too long, with a note. */
export const shortened = (text) =>
    text.length <= longestShown
        ? text : `${substring(maskText(text), 0, longestShown)}… (${text.length} characters)`;

class Masking {
    members = 0;

    /** A copy of the value without secrets, or the value itself if it has none. */
    show(value, depth) {
        if (typeof value === "string") return maskText(value);
        if (!isObject(value) || typeof value === "function" || depth > maxDepth) return value;
        let copy;
        const names = ownKeys(value);
        for (let i = 0; i < names.length && this.members++ < maxMembers; i++) {
            const descriptor = getOwnPropertyDescriptor(value, names[i]);
            if (descriptor === undefined || !("value" in descriptor)) continue;
            const shown = this.show(descriptor.value, depth + 1);
            if (shown === descriptor.value) continue;
            copy ??= isArray(value)
                ? assign([], value) : assign(create(getPrototypeOf(value)), value);
            copy[names[i]] = shown;
        }
        return copy ?? value;
    }
}

/** A value with the secrets in its texts masked. Nothing that a script can pass makes it throw. */
export function masked(value) {
    try {
        return new Masking().show(value, 0);
    } catch {
        return value;
    }
}
