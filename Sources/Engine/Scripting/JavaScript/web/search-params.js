// URLSearchParams of the URL Standard.

import { ScriptTypeError } from "../core/error-stacks.js";
import { isObject } from "../core/primordials.js";
import { decodeUTF8 } from "./encoding.js";

/** The serializer of application/x-www-form-urlencoded. */
function encode(text) {
    return encodeURIComponent(text.toWellFormed?.() ?? text)
        .replace(/%20/g, "+")
        .replace(
            /[!'()~]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`);
}

/** Its parser: what is not an escape stays as it is. */
function decode(text) {
    const spaced = text.replace(/\+/g, " ");
    return spaced.replace(/(?:%[0-9a-f]{2})+/gi, (escapes) => {
        const bytes = escapes.slice(1).split("%").map((hex) => parseInt(hex, 16));
        return decodeUTF8(bytes);
    });
}

function parse(text) {
    return text.split("&").filter((part) => part !== "").map((part) => {
        const equals = part.indexOf("=");
        return equals < 0
            ? [decode(part), ""]
            : [decode(part.slice(0, equals)), decode(part.slice(equals + 1))];
    });
}

function read(source) {
    if (source === undefined || source === null) return [];
    if (!isObject(source)) return parse(String(source).replace(/^\?/, ""));
    if (typeof source[Symbol.iterator] !== "function") {
        return Object.keys(source).map((name) => [name, String(source[name])]);
    }
    return Array.from(source, (pair) => {
        const [...parts] = pair;
        if (parts.length !== 2)
            throw new ScriptTypeError("Each query pair must be an iterable [name, value] tuple");
        return parts.map(String);
    });
}

export class URLSearchParams {
    // The bundler renames a class that mentions itself.
    static get name() { return "URLSearchParams"; }

    #pairs;
    #changed = () => {};

    constructor(source) { this.#pairs = read(source); }

    /** Parameters that notify a URL when they change. */
    static of(query, changed) {
        const params = new URLSearchParams(query);
        params.#changed = changed;
        return params;
    }

    /** Takes over a new query without notifying the URL that it comes from. */
    static replace(params, query) { params.#pairs = parse(query); }

    get size() { return this.#pairs.length; }

    append(name, value) {
        this.#pairs.push([String(name), String(value)]);
        this.#changed();
    }

    delete(name, value = undefined) {
        this.#pairs = this.#pairs.filter(
            (pair) =>
                pair[0] !== String(name) || (value !== undefined && pair[1] !== String(value)));
        this.#changed();
    }

    get(name) { return this.#pairs.find((pair) => pair[0] === String(name))?.[1] ?? null; }
    getAll(name) {
        return this.#pairs.filter((pair) => pair[0] === String(name)).map((pair) => pair[1]);
    }
    has(name, value = undefined) {
        return this.#pairs.some(
            (pair) =>
                pair[0] === String(name) && (value === undefined || pair[1] === String(value)));
    }

    set(name, value) {
        const first = this.#pairs.find((pair) => pair[0] === String(name));
        if (first === undefined) return this.append(name, value);
        first[1] = String(value);
        this.#pairs = this.#pairs.filter((pair) => pair === first || pair[0] !== first[0]);
        this.#changed();
    }

    sort() {
        this.#pairs.sort((a, b) => (a[0] < b[0] ? -1 : a[0] > b[0] ? 1 : 0));
        this.#changed();
    }

    forEach(visit, receiver) {
        this.#pairs.forEach(([name, value]) => visit.call(receiver, value, name, this));
    }
    * keys() { for (const pair of this.#pairs) yield pair[0]; }
    * values() { for (const pair of this.#pairs) yield pair[1]; }
    * entries() { for (const pair of this.#pairs) yield [...pair]; }
    [Symbol.iterator]() { return this.entries(); }
    toString() {
        return this.#pairs.map(([name, value]) => `${encode(name)}=${encode(value)}`).join("&");
    }
    get [Symbol.toStringTag]() { return "URLSearchParams"; }
}
