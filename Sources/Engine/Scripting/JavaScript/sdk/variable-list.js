// Variables as the SDK's objects show them: in a URL's path, in an auth block, in a collection.

import { isArray, isObject, parseJSON, stringifyJSON } from "../core/primordials.js";
import { PropertyList } from "./list.js";
import { Property, takeMembers } from "./property.js";

/** An object or array as it is kept: as JSON, or `null` if it has none. */
function toStored(value) {
    if (typeof value === "string") return value;
    try {
        return stringifyJSON(value);
    } catch {
        return "null";
    }
}

/** The value of a kept text; undefined if it is not JSON. */
function fromStored(text) {
    try {
        return parseJSON(text);
    } catch {
        return undefined;
    }
}

/** The types of variables, each with its conversion of values on the way in and on the way out. */
const types = {
    string: { in: String, out: String },
    boolean: { in: Boolean, out: Boolean },
    number: { in: Number, out: Number },
    array: { in: toStored, out: (text) => asArray(fromStored(text)) },
    object: { in: toStored, out: (text) => asObject(fromStored(text)) },
    any: { in: (value) => value, out: (value) => value },
};

const asArray = (value) => (isArray(value) ? value : undefined);
const asObject = (value) => (isObject(value) && !isArray(value) ? value : undefined);

/**
 * A value on its way in or out, as the type of the variable makes it. Nothing stays nothing, but
 * objects and arrays keep null as JSON.
 */
function cast(variable, way, value) {
    const known = Object.hasOwn(types, variable.type) ? types[variable.type] : types.any;
    const isNothing = value === undefined || (value === null && known.in !== toStored);
    return isNothing ? value : known[way](value);
}

export class Variable extends Property {
    // Said here because the bundler renames a class that mentions itself.
    static get name() { return "PostmanVariable"; }
    static takesMap() { return true; }
    static get types() { return types; }

    constructor(definition, name) {
        super();
        const isDefinition = isObject(definition) && ("value" in definition || name === undefined);
        const given = isDefinition ? definition : { value: definition };
        // In the order of the SDK.
        this.type = "any";
        this.value = undefined;
        const key = name ?? given.key;
        if (key !== undefined) this.key = key;
        this.update(given);
    }

    /** Changes all but the name, which a variable keeps. */
    update(definition) {
        if (!isObject(definition)) return;
        const { key: _, value, type, ...rest } = definition;
        if (type !== undefined) this.type = type;
        if ("value" in definition) this.set(value);
        takeMembers(this, rest);
    }

    get() {
        const value = typeof this.value === "function" ? this.value() : this.value;
        return cast(this, "out", value);
    }

    set(value) { this.value = typeof value === "function" ? value : cast(this, "in", value); }

    cast(value) { return cast(this, "out", value); }
    castIn(value) { return cast(this, "in", value); }
    castOut(value) { return cast(this, "out", value); }

    /** The type. Sets it first if a known one is given, and casts the value unless `isRaw`. */
    valueType(name, isRaw) {
        const type = String(name ?? "").toLowerCase();
        if (!Object.hasOwn(types, type)) return this.type || "any";
        const value = this.get();
        this.type = type;
        if (!isRaw && typeof this.value !== "function") this.set(value);
        return type;
    }

    valueOf(...value) {
        if (value.length > 0) this.set(value[0]);
        return this.get();
    }

    toString() {
        const value = this.get();
        if (value === null) return "null";
        return typeof value?.toString === "function" ? value.toString() : "";
    }

    static isVariable(value) { return value instanceof Variable; }
}

export class VariableList extends PropertyList {
    // Said here because the bundler renames a class that mentions itself.
    static get name() { return "PostmanVariableList"; }

    get Type() { return Variable; }
    constructor(parent, variables) { super(Variable, parent, variables); }

    /** A text with the variables in it replaced: by these, else by those given. */
    replace(text, overrides) { return Property.replaceSubstitutions(text, this, overrides ?? []); }
    substitute(object, overrides) {
        return Property.replaceSubstitutionsIn(object, this, overrides ?? []);
    }

    /**
     * Takes the values of an object; `isPruning` drops the variables that it lacks. With
     * `isTracking`, returns the names of those that are new, changed and gone.
     */
    syncFromObject(object, isTracking, isPruning = true) {
        if (!isObject(object)) return undefined;
        const [created, updated] = [[], []];
        for (const key of Object.keys(object))
            (this.upsert({ key, value: object[key] }) ? created : updated).push(key);
        const isGone = (variable) => isPruning && !Object.hasOwn(object, variable.key);
        const deleted = this.filter(isGone).map((variable) => variable.key);
        this.remove(isGone);
        return isTracking ? { created, deleted, updated } : undefined;
    }

    /** Makes an object have the values, and nothing else. */
    syncToObject(object = {}) {
        for (const key of Object.keys(object)) if (!this.has(key)) delete object[key];
        return Object.assign(object, this.toObject());
    }

    static isVariableList(value) { return value instanceof VariableList; }
}
