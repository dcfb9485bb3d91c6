// URLSearchParams of the URL Standard.

import { ScriptTypeError } from "../core/error-stacks.js";
import { isObject, shownParts } from "../core/primordials.js";
import { checkCallback, codedError, missing } from "../node/arguments.js";
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

/** Any value as text; unlike `String()`, it refuses a symbol. */
const textOf = (value) => `${value}`;

const isIterable = (value) => isObject(value) && typeof value[Symbol.iterator] === "function";

function read(source) {
    if (source === undefined || source === null) return [];
    if (!isObject(source)) return parse(textOf(source).replace(/^\?/, ""));
    const { [Symbol.iterator]: iterate } = source;
    if (iterate === undefined || iterate === null)
        return Object.keys(source).map((name) => [name, textOf(source[name])]);
    if (!isIterable(source)) {
        throw codedError(
            new ScriptTypeError("Query pairs must be iterable"), "ERR_ARG_NOT_ITERABLE");
    }
    return Array.from(source, (pair) => {
        const parts = isIterable(pair) ? [...pair] : [];
        if (parts.length === 2) return parts.map(textOf);
        throw codedError(
            new ScriptTypeError("Each query pair must be an iterable [name, value] tuple"),
            "ERR_INVALID_TUPLE");
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
        if (arguments.length < 2) throw missing("name", "value");
        this.#pairs.push([textOf(name), textOf(value)]);
        this.#changed();
    }

    delete(name, value = undefined) {
        if (arguments.length < 1) throw missing("name");
        this.#pairs = this.#pairs.filter(
            (pair) =>
                pair[0] !== textOf(name) || (value !== undefined && pair[1] !== textOf(value)));
        this.#changed();
    }

    get(name) {
        if (arguments.length < 1) throw missing("name");
        return this.#pairs.find((pair) => pair[0] === textOf(name))?.[1] ?? null;
    }

    getAll(name) {
        if (arguments.length < 1) throw missing("name");
        return this.#pairs.filter((pair) => pair[0] === textOf(name)).map((pair) => pair[1]);
    }

    has(name, value = undefined) {
        if (arguments.length < 1) throw missing("name");
        return this.#pairs.some(
            (pair) =>
                pair[0] === textOf(name) && (value === undefined || pair[1] === textOf(value)));
    }

    set(name, value) {
        if (arguments.length < 2) throw missing("name", "value");
        const first = this.#pairs.find((pair) => pair[0] === textOf(name));
        if (first === undefined) return this.append(name, value);
        first[1] = textOf(value);
        this.#pairs = this.#pairs.filter((pair) => pair === first || pair[0] !== first[0]);
        this.#changed();
    }

    sort() {
        this.#pairs.sort((a, b) => (a[0] < b[0] ? -1 : a[0] > b[0] ? 1 : 0));
        this.#changed();
    }

    forEach(visit, receiver) {
        checkCallback(visit);
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

shownParts.set(URLSearchParams.prototype, (params, add, show) => {
    for (const [name, value] of params) add(`${show(name)} => ${show(value)}`);
});
