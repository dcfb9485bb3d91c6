// What every object of Postman's SDK is: PropertyBase, Property and the Description they may carry.
//
// They are light, for every header is one. The parent is a private member, so that neither a loop
// over the members nor JSON shows it. Code that substitutes variables is in `sdk`.

import { define, isArray, isObject } from "../core/primordials.js";
import { find, replace, replaceIn, resolve } from "./substitution.js";

export class PropertyBase {
    // Said here because the bundler renames a class that mentions itself.
    static get name() { return "PropertyBase"; }

    #parent;

    // A script's copy of an object (lodash's cloneDeep) has the prototype and no private members.
    get __parent() { return #parent in this ? this.#parent : undefined; }
    set __parent(parent) { if (#parent in this) this.#parent = parent; }

    setParent(parent) { this.__parent = parent; }

    /** The object that holds it: for a member of a list, the one that holds the list. */
    parent() {
        const parent = this.__parent || undefined;
        return isArray(parent?.members) ? parent.__parent || parent : parent;
    }

    forEachParent(options, visit) {
        const [{ withRoot }, callback] =
            typeof options === "function" ? [{}, options] : [options ?? {}, visit];
        if (typeof callback !== "function") return;
        for (let parent = this.parent(); parent !== undefined;) {
            const next = typeof parent.parent === "function" ? parent.parent() : undefined;
            if (next === undefined && !withRoot) return;
            callback(parent);
            parent = next;
        }
    }

    findParentContaining(name, isWanted) {
        for (let owner = this; owner; owner = owner.__parent) {
            if (typeof isWanted === "function" ? isWanted.call(this, owner) : owner[name])
                return owner;
        }
        return undefined;
    }

    findInParents(name, isWanted) { return this.findParentContaining(name, isWanted)?.[name]; }

    /** What the definition said under names that start with an underscore, all of it or by name. */
    meta(...names) {
        const all = this._ ?? {};
        return Object.fromEntries(
            Object.entries(all).filter(([name]) => names.length === 0 || names.includes(name)));
    }

    toJSON() { return PropertyBase.toJSON(this); }

    /**
     * The definition of an object: lists under their name in the singular, as a collection has
     * them.
     */
    static toJSON(object) {
        const result = {};
        for (const name of Object.keys(object)) {
            const value = object[name];
            if (value !== undefined)
                result[isPluralList(name, value) ? name.slice(0, -1) : name] = toPlain(value);
        }
        return result;
    }

    static propertyIsMeta(_value, name) { return String(name).startsWith("_") && name !== "_"; }
    static propertyUnprefixMeta(_value, name) { return String(name).replace(/^_+/, ""); }
}

/** Whether a list is named in the plural here and in the singular in a collection. */
function isPluralList(name, value) {
    return name.endsWith("s") && isObject(value) && isArray(value.members)
        && !value.isNamedInPlural;
}

/** A value for JSON: SDK objects as definitions, without undefined members. */
export function toPlain(value) {
    if (!isObject(value)) return value;
    if (typeof value.toJSON === "function") return value.toJSON();
    if (isArray(value)) return value.map(toPlain);
    const result = {};
    for (const name of Object.keys(value)) {
        if (value[name] !== undefined) result[name] = toPlain(value[name]);
    }
    return result;
}

export class Description {
    // Said here because the bundler renames a class that mentions itself.
    static get name() { return "Description"; }

    constructor(definition) {
        if (definition !== undefined && definition !== null) this.update(definition);
    }

    update(content, type) {
        const given = isObject(content) ? content : { content, type };
        this.content = given.content ?? "";
        this.type = given.type || "text/plain";
        if (given.version !== undefined) this.version = given.version;
    }

    toString() { return this.content === undefined ? "" : String(this.content); }
    toJSON() { return { ...this }; }
    static isDescription(value) { return value instanceof Description; }
}

export class Property extends PropertyBase {
    static get name() { return "PostmanProperty"; }

    constructor(definition) {
        super();
        if (isObject(definition)) identify(this, definition);
    }

    describe(content, type) {
        if (this.description instanceof Description) this.description.update(content, type);
        else this.description = new Description(isObject(content) ? content : { content, type });
    }

    /**
     * The definition with variables replaced: those of its own, or of a parent's, and those given.
     */
    toObjectResolved(scope, overrides, options) { return resolve(this, scope, overrides, options); }
    findSubstitutions() { return find(this.toJSON()); }

    static replaceSubstitutions(text, ...sources) { return replace(text, sources.flat()); }
    static replaceSubstitutionsIn(object, ...sources) {
        return isObject(object) ? replaceIn(object, sources.flat()) : object;
    }
    static findSubstitutions(value) { return find(value); }
}

/** Takes what names and describes an object; a collection says it in `info`. */
function identify(property, definition) {
    const source = isObject(definition.info) ? definition.info : definition;
    keepMeta(property, source);
    const id = source.id || property._?.postman_id;
    if (id) property.id = id;
    if (source.name) property.name = source.name;
    if (Object.hasOwn(definition, "disabled")) property.disabled = Boolean(definition.disabled);
    if (source.description !== undefined) property.description = toDescription(source.description);
}

/** Keeps out of sight what is written under names that start with an underscore. */
function keepMeta(property, source) {
    const names =
        Object.keys(source).filter((name) => PropertyBase.propertyIsMeta(source[name], name));
    if (names.length === 0) return;
    const meta =
        names.map((name) => [PropertyBase.propertyUnprefixMeta(source[name], name), source[name]]);
    define(property, "_", Object.fromEntries(meta));
}

/** A description as an object; null and what is one already as they are. */
function toDescription(value) {
    return value === null || value instanceof Description ? value : new Description(value);
}

/** Takes the other members of a definition: those that the class does not treat itself. */
export function takeMembers(property, members) {
    Object.assign(property, members);
    if (members.description !== undefined)
        property.description = toDescription(members.description);
}
