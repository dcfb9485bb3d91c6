// A value as Node's util.inspect shows it, with the limits that Newman's console uses: depth 25,
// arrays cut at 100. Nothing a script can pass may make it throw.

import { stackText } from "../../core/errors.js";
import { maskText } from "../../core/masking.js";
import {
    getOwnPropertyDescriptor, getPrototypeOf, hasOwn, isArray, isObject, lazyGetters, ownKeys,
    shownParts, symbolText,
} from "../../core/primordials.js";
import { layOut, quote, quoteKey } from "./inspect-layout.js";

const defaultDepth = 25;
const maxItems = 100;
const maxText = 10000;
/** How many bytes are searched for secrets. */
const maxBytes = 4096;

const TypedArray = getPrototypeOf(Uint8Array);

/** A look at one value: its place in the tree, and the values on the way to it. */
class Inspection {
    seen = [];
    circular = new Map();
    indentation = 0;
    depthReached = 0;

    constructor(depth, source) {
        this.maxDepth = depth;
        this.source = source;
    }

    show(value, depth) {
        if (typeof value === "string") return showText(value, this.indentation);
        if (!isObject(value)) return showPrimitive(value);
        if (this.seen.includes(value)) {
            if (!this.circular.has(value)) this.circular.set(value, this.circular.size + 1);
            return `[Circular *${this.circular.get(value)}]`;
        }
        return this.showObject(value, depth);
    }

    showObject(value, depth) {
        const shape = shapeOf(value, this);
        const names = memberNames(value, shape);
        if (names.length === 0 && shape.items === undefined) return shape.alone;
        if (depth > this.maxDepth)
            return `[${shape.isArray ? "Array" : constructorName(value) || "Object"}]`;
        this.seen.push(value);
        this.depthReached = depth;
        const parts = this.showParts(value, names, shape, depth);
        this.seen.pop();
        if (parts.length === 0) return shape.alone;
        const index = this.circular.get(value);
        const reference = index === undefined ? "" : `<ref *${index}> `;
        return layOut({
            parts,
            value,
            braces: shape.braces,
            prefix: reference + shape.prefix,
            isList: shape.isArray,
            nesting: this.depthReached - depth,
            indentation: this.indentation,
        });
    }

    showParts(value, names, shape, depth) {
        const parts = [];
        this.indentation += 2;
        shape.items?.((part) => parts.push(part), (item) => this.show(item, depth + 1));
        for (const name of names) {
            const part = this.showMember(value, name, shape, depth);
            if (part !== undefined) parts.push(part);
        }
        this.indentation -= 2;
        return parts;
    }

    showMember(value, name, shape, depth) {
        const descriptor = getOwnPropertyDescriptor(value, name);
        const key = typeof name === "symbol" ? `[${name.toString()}]` : quoteKey(name);
        if (descriptor === undefined || "value" in descriptor) {
            return `${key}: ${this.show(descriptor?.value, depth + 1)}`;
        }
        if (lazyGetters.has(descriptor.get)) {
            // Elsewhere an object without the value does not have the member.
            const made = value[name];
            return made === undefined ? undefined : `${key}: ${this.show(made, depth + 1)}`;
        }
        const accessor = descriptor.get && descriptor.set
            ? "Getter/Setter" : descriptor.get ? "Getter" : "Setter";
        return `${key}: [${accessor}]`;
    }
}

function showText(given, indentation) {
    // A text that is broken or cut below would hide its secrets from the host.
    const text = given.length > maxText || given.includes("\n") ? maskText(given) : given;
    if (text.length <= maxText) return quote(text, indentation);
    const rest = text.length - maxText;
    return `${quote(text.slice(0, maxText), indentation)}... ${rest} more character${
        rest > 1 ? "s" : ""}`;
}

function showPrimitive(value) {
    switch (typeof value) {
        case "number": return value === 0 && 1 / value < 0 ? "-0" : `${value}`;
        case "bigint": return `${value}n`;
        case "symbol": return symbolText(value);
        default: return `${value}`;
    }
}

/** The name of the function that made the value, or "" if it has no prototype. */
function constructorName(value) {
    for (let object = value; object !== null; object = getPrototypeOf(object)) {
        const descriptor = getOwnPropertyDescriptor(object, "constructor");
        if (typeof descriptor?.value === "function" && typeof descriptor.value.name === "string") {
            if (descriptor.value.name !== "") return descriptor.value.name;
        }
    }
    return "";
}

const stackMembers = ["name", "message", "stack"];

/** Returns whether a member of an error is part of the stack that is shown. */
function isShown(error, name, stack) {
    return stackMembers.includes(name) && stack.includes(String(error[name]));
}

function memberNames(value, shape) {
    const names = [];
    for (const name of ownKeys(value)) {
        if (shape.skipsIndices && typeof name === "string" && /^\d+$/.test(name)) continue;
        if (shape.isError && isShown(value, name, shape.alone)) continue;
        if (getOwnPropertyDescriptor(value, name)?.enumerable) names.push(name);
    }
    return names;
}

/**
 * How an object is drawn: its braces, the text before them, its items, and itself without members.
 */
function shapeOf(value, inspection) {
    const name = constructorName(value);
    if (isArray(value))
        return listShape(value, name === "Array" ? "" : `${name}(${value.length}) `);
    if (value instanceof TypedArray) {
        if (value._isBuffer === true) return bufferShape(value);
        return listShape(value, `${name}(${value.length}) `);
    }
    if (typeof value === "function") return leafShape(functionText(value, name));
    if (value instanceof Error)
        return { ...leafShape(errorText(value, inspection)), isError: true };
    if (value instanceof Map) return mapShape(value, name);
    if (value instanceof Set) return setShape(value, name);
    if (value instanceof Date) return leafShape(dateText(value));
    if (value instanceof RegExp) return leafShape(`${RegExp.prototype.toString.call(value)}`);
    if (value instanceof ArrayBuffer || isShared(value, name)) return arrayBufferShape(value, name);
    if (value instanceof DataView) return dataViewShape(value);
    if (value instanceof WeakMap || value instanceof WeakSet)
        return leafShape(`${name} { <items unknown> }`);
    if ([Number, String, Boolean, BigInt, Symbol].some((type) => value instanceof type))
        return boxedShape(value, name);
    const parts = partsOf(value);
    return parts === undefined ? objectShape(value, name) : classShape(value, name, parts);
}

/** What gives the parts of an instance of the sandbox's classes; undefined for other values. */
function partsOf(value) {
    let object = getPrototypeOf(value);
    while (object !== null && !shownParts.has(object)) object = getPrototypeOf(object);
    return object === null ? undefined : shownParts.get(object);
}

function classShape(value, name, parts) {
    return {
        braces: ["{", "}"],
        prefix: `${name} `,
        alone: `${name} {}`,
        items: (add, show) => {
            const found = [];
            try {
                parts(value, (part) => found.push(part), show);
            } catch {
                // An object with the prototype that the class has not made.
                return;
            }
            found.forEach(add);
        },
    };
}

function boxedShape(value, name) {
    const inner = value.valueOf();
    const shape = leafShape(
        `[${name}: ${typeof inner === "string" ? quote(inner, 0) : showPrimitive(inner)}]`);
    return { ...shape, skipsIndices: value instanceof String };
}

/** The first bytes in hexadecimal digits, each after a mark. */
function hexText(bytes, mark) {
    const text = String.fromCharCode(...bytes.subarray(0, maxBytes));
    if (bytes.length > 50 && maskText(text) !== text) return `${mark}********`;
    const shown =
        Array.from(bytes.subarray(0, 50), (byte) => mark + byte.toString(16).padStart(2, "0"))
            .join("");
    const rest = bytes.length - 50;
    return shown + (rest > 0 ? ` ... ${rest} more byte${rest > 1 ? "s" : ""}` : "");
}

/** Returns whether a value is a SharedArrayBuffer, whose class not every script has. */
function isShared(value, name) {
    try {
        return name === "SharedArrayBuffer" && new DataView(value) !== undefined;
    } catch {
        return false;
    }
}

function arrayBufferShape(buffer, name) {
    const bytes = new Uint8Array(buffer);
    return {
        ...objectShape(buffer, name),
        items: (add) => {
            add(`[Uint8Contents]: <${hexText(bytes, " ").slice(1)}>`);
            add(`byteLength: ${bytes.length}`);
        },
    };
}

function dataViewShape(view) {
    return {
        ...objectShape(view, "DataView"),
        items: (add, show) => {
            add(`byteLength: ${view.byteLength}`);
            add(`byteOffset: ${view.byteOffset}`);
            add(`buffer: ${show(view.buffer)}`);
        },
    };
}

const isArguments = (value) => Object.prototype.toString.call(value) === "[object Arguments]";

function objectShape(value, name) {
    const tag = value[Symbol.toStringTag];
    // A tag of its own is shown as a member, if it is enumerable.
    const showsTag = typeof tag === "string" && tag !== "" && tag !== name
        && !getOwnPropertyDescriptor(value, Symbol.toStringTag)?.enumerable;
    const shownTag = showsTag ? `[${tag}] ` : "";
    const prefix = name === "" ? `[Object: null prototype] ${shownTag}`
        : isArguments(value) ? "[Arguments] "
        : name === "Object" && shownTag === "" ? ""
        : `${name} ${shownTag}`;
    return { braces: ["{", "}"], prefix, alone: `${prefix}{}` };
}

/** A value that is one text; if it has members, they follow it in braces. */
function leafShape(text) {
    return { braces: ["{", "}"], prefix: `${text} `, alone: text };
}

function listShape(list, prefix) {
    return {
        braces: ["[", "]"], prefix, alone: `${prefix}[]`, isArray: true, skipsIndices: true,
        items: list.length === 0 ? undefined : (add, show) => showItems(list, add, show),
    };
}

function showItems(list, add, show) {
    let shown = 0;
    let index = 0;
    for (; index < list.length && shown < maxItems; shown++) {
        if (hasOwn(list, index)) {
            add(show(list[index++]));
            continue;
        }
        const start = index;
        while (index < list.length && !hasOwn(list, index)) index++;
        const holes = index - start;
        add(`<${holes} empty item${holes > 1 ? "s" : ""}>`);
    }
    const rest = list.length - index;
    if (rest > 0) add(`... ${rest} more item${rest > 1 ? "s" : ""}`);
}

function mapShape(map, name) {
    const prefix = `${name}(${map.size}) ${name === "Map" ? "" : "[Map] "}`;
    return {
        braces: ["{", "}"],
        prefix,
        alone: `${prefix}{}`,
        items: map.size === 0
            ? undefined
            : (add, show) => showEach(
                  map.entries(), map.size, add, ([key, item]) => `${show(key)} => ${show(item)}`),
    };
}

/** The first items of a Map or a Set, and how many more there are. */
function showEach(items, count, add, show) {
    let shown = 0;
    for (const item of items) {
        if (shown++ === maxItems) break;
        add(show(item));
    }
    const rest = count - maxItems;
    if (rest > 0) add(`... ${rest} more item${rest > 1 ? "s" : ""}`);
}

function setShape(set, name) {
    const prefix = `${name}(${set.size}) ${name === "Set" ? "" : "[Set] "}`;
    return {
        braces: ["{", "}"],
        prefix,
        alone: `${prefix}{}`,
        items: set.size === 0
            ? undefined
            : (add, show) => showEach(set.values(), set.size, add, show),
    };
}

function bufferShape(buffer) {
    const bytes = new Uint8Array(buffer.buffer, buffer.byteOffset, buffer.byteLength);
    return { ...leafShape(`<Buffer${hexText(bytes, " ")}>`), skipsIndices: true };
}

function functionText(value, constructor) {
    const { name } = hasOwn(value, "name") ? value : "";
    if (/^class\b/.test(Function.prototype.toString.call(value))) {
        const parent = getPrototypeOf(value)?.name;
        return `[class ${name || "(anonymous)"}${parent ? ` extends ${parent}` : ""}]`;
    }
    return `[${constructor || "Function"}${name ? `: ${name}` : " (anonymous)"}]`;
}

function errorText(error, inspection) {
    const text = stackText(error, inspection.source);
    return text.includes("\n")
        ? text.replaceAll("\n", `\n${" ".repeat(inspection.indentation)}`)
        : `[${text}]`;
}

function dateText(date) {
    return Number.isNaN(+date) ? "Invalid Date" : date.toISOString();
}

/** The value as Node's inspection shows it; `source` is the number of the running script. */
export function inspect(value, source, depth = defaultDepth) {
    if (!isObject(value) && typeof value !== "string") return showPrimitive(value);
    try {
        if (typeof value === "string") return showText(value, 0);
        return new Inspection(depth, source).show(value, 0);
    } catch {
        // A getter or a proxy threw, or a prototype was poisoned.
        return typeof value === "string" ? `'${value}'` : "[value that cannot be shown]";
    }
}

