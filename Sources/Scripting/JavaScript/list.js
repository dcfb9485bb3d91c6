// The list that holds headers, query parameters, form fields and variables: Postman's PropertyList.
//
// It has no index: such lists are short, and a search that reads the members themselves stays right
// when a script edits them. Of several members with one name, the last counts, as in Postman's SDK.

import { define, isArray, isObject } from "./primordials.js";

/** A member's value as scripts see it. */
const valueOf = (member) => (typeof member?.valueOf === "function" ? member.valueOf() : member);

/** A rule given to find, filter and the like: a function, or an object whose members must match. */
function ruleOf(rule, context) {
    if (typeof rule === "function") return context === undefined ? rule : rule.bind(context);
    if (typeof rule === "string") return (member) => Boolean(member[rule]);
    return (member) => Object.keys(rule ?? {}).every((name) => member[name] === rule[name]);
}

export class PropertyList {
    constructor(Type, parent, items) {
        this.members = [];
        define(this, "Type", Type);
        define(this, "__parent", parent);
        if (items) this.populate(items);
    }

    /** The name of the member that identifies an item. */
    get indexKey() { return this.Type.indexKey ?? "key"; }

    /** The members by name, as the SDK's own index shows them. */
    get reference() {
        const index = {};
        for (const member of this.members) index[this.#fold(member[this.indexKey])] = member;
        return index;
    }

    #fold(name) {
        return this.Type.ignoresCase ? String(name).toLowerCase() : name;
    }

    #named(name) {
        const wanted = this.#fold(name);
        return this.members.filter((member) => member[this.indexKey] && this.#fold(member[this.indexKey]) === wanted);
    }

    insert(item, before) {
        if (!isObject(item)) return;
        const old = this.members.indexOf(item);
        if (old >= 0) this.members.splice(old, 1);
        const index = before === undefined ? -1 : this.indexOf(before);
        if (index >= 0) this.members.splice(index, 0, item);
        else this.members.push(item);
    }

    insertAfter(item, after) { this.insert(item, this.idx(this.indexOf(after) + 1)); }
    append(item) { this.insert(item); }
    prepend(item) { this.insert(item, this.idx(0)); }

    add(item, name) {
        if (item === null || item === undefined || Number.isNaN(item)) return;
        this.insert(item instanceof this.Type ? item : new this.Type(item, name));
    }

    upsert(item) {
        if (item === null || item === undefined || Number.isNaN(item)) return null;
        const given = typeof item === "string" ? new this.Type(item) : item;
        const existing = this.one(given[this.indexKey]);
        if (existing === undefined) {
            this.add(given);
            return true;
        }
        existing.update(given);
        return false;
    }

    remove(what, context) {
        const isMatch = typeof what === "string" ? (member) => this.#fold(member[this.indexKey]) === this.#fold(what)
            : what instanceof this.Type ? (member) => member === what
                : typeof what === "function" ? ruleOf(what, context ?? this) : () => false;
        this.members = this.members.filter((member) => !isMatch(member));
    }

    clear() { this.members.length = 0; }

    populate(items) {
        if (typeof items === "string" && this.Type.parse) this.populate(this.Type.parse(items));
        else if (items instanceof PropertyList) this.populate(items.members);
        else if (isArray(items)) items.forEach((item) => this.add(item));
        else if (isObject(items) && this.Type.takesMap && !(items instanceof this.Type)) {
            for (const name of Object.keys(items)) this.add(items[name], name);
        } else this.add(items);
    }

    repopulate(items) {
        this.clear();
        this.populate(items);
    }

    assimilate(source, prune) {
        const members = source instanceof PropertyList ? source.members : source;
        if (!isArray(members)) return;
        const names = new Set();
        for (const member of members) {
            if (!isObject(member) || !(this.indexKey in member)) continue;
            this.upsert(member);
            names.add(this.#fold(member[this.indexKey]));
        }
        if (prune) this.members = this.members.filter((member) => names.has(this.#fold(member[this.indexKey])));
    }

    all() { return [...this.members]; }
    one(name) { return this.#named(name).at(-1); }
    get(name) { return valueOf(this.one(name)); }

    getAll(name) {
        const found = this.#named(name);
        return found.length === 0 ? undefined : found.map(valueOf);
    }

    each(visit, context) { this.members.forEach(visit.bind(context ?? this.__parent)); }
    filter(rule, context) { return this.members.filter(ruleOf(rule, context)); }
    find(rule, context) { return this.members.find(ruleOf(rule, context)); }
    map(change, context) {
        return this.members.map(typeof change === "string" ? (member) => member[change] : change.bind(context ?? this));
    }
    reduce(combine, start, context) { return this.members.reduce(combine.bind(context ?? this), start); }
    count() { return this.members.length; }
    idx(index) { return this.members[index]; }
    indexOf(item) { return this.members.indexOf(typeof item === "string" ? this.one(item) : item); }

    has(item, ...value) {
        const found = typeof item === "string" ? this.#named(item) : this.members.filter((member) => member === item);
        if (value.length === 0) return found.length > 0;
        const candidates = this.Type.allowsSeveral ? found : found.slice(-1);
        return candidates.some((member) => valueOf(member) === value[0]);
    }

    toObject(excludesDisabled, keepsCase, severalValues, skipsEmptyNames) {
        const result = {};
        const keepsSeveral = this.Type.allowsSeveral || severalValues;
        for (const member of this.members) {
            if (!isObject(member) || !(this.indexKey in member)) continue;
            if (excludesDisabled && member.disabled) continue;
            if (skipsEmptyNames && !member[this.indexKey]) continue;
            const name = keepsCase ? member[this.indexKey] : this.#fold(member[this.indexKey]);
            const value = valueOf(member);
            if (!keepsSeveral || !Object.hasOwn(result, name)) result[name] = value;
            else if (isArray(result[name])) result[name].push(value);
            else result[name] = [result[name], value];
        }
        return result;
    }

    toString() { return this.Type.unparse ? this.Type.unparse(this.members) : "[object Object]"; }
    toJSON() { return this.members.map((member) => toPlain(member)); }
    [Symbol.iterator]() { return this.members[Symbol.iterator](); }
}

/** A member for JSON: a number or boolean that a script gave as a value is sent as a text. */
export function withTextValue(member) {
    const { value } = member;
    return typeof value === "number" || typeof value === "boolean" ? { ...member, value: `${value}` } : { ...member };
}

/** What JSON says of a value: SDK objects as definitions, members that are undefined left out. */
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
