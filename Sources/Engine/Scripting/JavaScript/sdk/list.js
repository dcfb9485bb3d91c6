// The list that holds headers, query parameters, form fields and variables: Postman's PropertyList.
//
// It has no index: such lists are short, and a search that reads the members themselves stays right
// when a script edits them. Of several members with one name, the last counts, as in Postman's SDK.

import { ScriptError } from "../core/error-stacks.js";
import { define, isArray, isObject } from "../core/primordials.js";
import { PropertyBase, toPlain } from "./property.js";

/** A member's value as scripts see it. */
const valueOf = (member) => (typeof member?.valueOf === "function" ? member.valueOf() : member);

/**
 * A rule given to find, filter and the like: a function, the name of a member that must be true, a
 * pair of a name and its value, or an object whose members must match.
 */
function ruleOf(rule, context) {
    if (typeof rule === "function") return context === undefined ? rule : rule.bind(context);
    if (typeof rule === "string") return (member) => Boolean(member[rule]);
    if (isArray(rule)) return (member) => member[rule[0]] === rule[1];
    return (member) => Object.keys(rule ?? {}).every((name) => member[name] === rule[name]);
}

// Internal functions of a list are not private methods: a script's copy of a list has the prototype
// and no private members.

/** A name as the list compares it. */
const fold = (list, name) => {
    const Type = list.Type;
    return Type.ignoresCase ?? Type._postman_propertyIndexCaseInsensitive
        ? String(name).toLowerCase() : name;
};

/** Whether a list shows several members of one name. */
const allowsSeveral = (list) =>
    list.Type.allowsSeveral ?? list.Type._postman_propertyAllowsMultipleValues ?? false;

/** The members of a name, in their order. */
function named(list, name) {
    const wanted = fold(list, name);
    return list.members.filter(
        (member) => member[list.indexKey] && fold(list, member[list.indexKey]) === wanted);
}

/** Makes an item the list's own: it is in one list, and there once. */
function adopt(list, item) {
    const owner = item instanceof PropertyBase ? item.__parent : undefined;
    if (owner instanceof PropertyList && owner !== list) owner.remove((member) => member === item);
    if (item instanceof PropertyBase) {
        item.__parent = list;
        if (owner !== list && item.__parent === list) return;
    }
    const old = list.members.indexOf(item);
    if (old >= 0) list.members.splice(old, 1);
}

/** Drops the members that do not pass, and their way back to the list. */
function keep(list, isKept) {
    const before = [...list.members];
    const passes = before.map((member) => isKept(member));
    list.members.length = 0;
    before.forEach((member, index) => {
        if (passes[index]) list.members.push(member);
        else if (member instanceof PropertyBase && member.__parent === list)
            member.__parent = undefined;
    });
}

/**
 * The members of a list as definitions. Another list that is made from them does not take them
 * away.
 */
const definitionsOf = (list) => list.members.map((member) => toPlain(member));

export class PropertyList extends PropertyBase {
    // Said here because the bundler renames a class that mentions itself.
    static get name() { return "PropertyList"; }

    constructor(Type, parent, items) {
        super();
        this.members = [];
        define(this, "Type", Type);
        if (parent) this.setParent(parent);
        if (items) this.populate(items);
    }

    /** What its members are; a list has its own, but not one that a script copied. */
    get Type() { return this.members[0]?.constructor ?? PropertyBase; }

    /** The name of the member that identifies an item. */
    get indexKey() { return this.Type.indexKey ?? this.Type._postman_propertyIndexKey ?? "key"; }

    /** The members by name, as the SDK's own index shows them: several of one name in an array. */
    get reference() {
        const index = {};
        for (const member of this.members) {
            const name = fold(this, member[this.indexKey]);
            if (!name) continue;
            const known =
                Object.hasOwn(index, name) && allowsSeveral(this) ? [index[name]].flat() : [];
            index[name] = known.length > 0 ? [...known, member] : member;
        }
        return index;
    }

    insert(item, before) {
        if (!isObject(item)) return;
        adopt(this, item);
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
        if (typeof existing.update !== "function") {
            throw new ScriptError("PropertyList: what has no update() cannot be upserted");
        }
        existing.update(given);
        return false;
    }

    remove(what, context) {
        const isMatch = typeof what === "string"
            ? (member) => fold(this, member[this.indexKey]) === fold(this, what)
            : what instanceof this.Type ? (member) => member === what
            : typeof what === "function" ? ruleOf(what, context ?? this)
            : () => false;
        keep(this, (member) => !isMatch(member));
    }

    clear() { keep(this, () => false); }

    populate(items) {
        if (typeof items === "string" && this.Type.parse) this.populate(this.Type.parse(items));
        else if (items instanceof PropertyList) this.populate(definitionsOf(items));
        else if (isArray(items)) [...items].forEach((item) => this.add(item));
        else if (isObject(items) && this.Type.takesMap?.(items) && !(items instanceof this.Type)) {
            if (this.Type.definitionsOf) this.populate(this.Type.definitionsOf(items));
            else for (const name of Object.keys(items)) this.add(items[name], name);
        } else this.add(items);
    }

    repopulate(items) {
        this.clear();
        this.populate(items);
    }

    assimilate(source, prune) {
        const members = source instanceof PropertyList ? definitionsOf(source) : source;
        if (!isArray(members)) return;
        const names = new Set();
        // A copy, because a member of another list leaves it.
        for (const member of [...members]) {
            if (!isObject(member) || !(this.indexKey in member)) continue;
            this.upsert(member);
            names.add(fold(this, member[this.indexKey]));
        }
        if (prune) keep(this, (member) => names.has(fold(this, member[this.indexKey])));
    }

    all() { return [...this.members]; }
    one(name) { return named(this, name).at(-1); }
    get(name) { return valueOf(this.one(name)); }

    getAll(name) {
        const found = named(this, name);
        return found.length === 0 ? undefined : found.map(valueOf);
    }

    /** Visits the members until a visit returns false. */
    each(visit, context) {
        if (typeof visit !== "function") return;
        const bound = visit.bind(context ?? this.__parent);
        this.all().every((member, index, members) => bound(member, index, members) !== false);
    }

    eachParent(visit, context) {
        if (typeof visit !== "function") return;
        let child;
        for (let parent = this.__parent; parent; parent = parent.__parent) {
            visit.call(context ?? this, parent, child);
            child = parent;
        }
    }

    filter(rule, context) { return this.members.filter(ruleOf(rule, context)); }
    find(rule, context) { return this.members.find(ruleOf(rule, context)); }
    map(change, context) {
        if (typeof change === "function") return this.members.map(change.bind(context ?? this));
        return change === undefined || change === null
            ? this.all()
            : this.members.map((member) => member[change]);
    }

    reduce(combine, start, context) {
        return this.members.reduce(combine.bind(context ?? this), start);
    }
    count() { return this.members.length; }
    idx(index) { return this.members[index]; }
    indexOf(item) { return this.members.indexOf(typeof item === "string" ? this.one(item) : item); }

    has(item, ...value) {
        const found = typeof item === "string"
            ? named(this, item)
            : this.members.filter((member) => member === item);
        if (value.length === 0) return found.length > 0;
        const candidates = allowsSeveral(this) ? found : found.slice(-1);
        return candidates.some((member) => valueOf(member) === value[0]);
    }

    toObject(excludesDisabled, keepsCase, severalValues, skipsEmptyNames) {
        const result = {};
        const keepsSeveral = allowsSeveral(this) || severalValues;
        for (const member of this.members) {
            if (!isObject(member) || !(this.indexKey in member)) continue;
            if (excludesDisabled && member.disabled) continue;
            if (skipsEmptyNames && !member[this.indexKey]) continue;
            const name = keepsCase ? member[this.indexKey] : fold(this, member[this.indexKey]);
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
    static isPropertyList(value) { return value instanceof PropertyList; }
}

/** A member for JSON: a number or boolean that a script gave as a value is sent as a text. */
export function withTextValue(member) {
    const result = PropertyBase.toJSON(member);
    const { value } = result;
    if (typeof value === "number" || typeof value === "boolean") result.value = `${value}`;
    return result;
}
