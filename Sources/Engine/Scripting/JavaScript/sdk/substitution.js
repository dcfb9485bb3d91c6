// Variables in texts, replaced from lists, scopes and objects that a script gives. What none of
// them has is left as it is, except dynamic variables (`{{$guid}}`), which the host makes.

import { native } from "../core/native.js";
import { create, getPrototypeOf, isArray, isObject } from "../core/primordials.js";
import { VariableScope as RunScope } from "../pm/variables.js";
import { PropertyList } from "./list.js";
import { PropertyBase } from "./property.js";

const token = /\{\{([^{}]*)\}\}/g;

/** A value may name variables in its turn, so often at most, as in Postman. */
const maximumDepth = 19;

/**
 * A variable that names itself twice doubles the text each time; beyond so many characters it is
 * left.
 */
const maximumLength = 1 << 24;

/** The value of a variable in one source; undefined if it has none. */
function valueIn(source, name) {
    if (!isObject(source)) return undefined;
    if (source instanceof PropertyList) {
        const variable = source.members.findLast(
            (member) => member[source.indexKey] === name && !member.disabled);
        return variable && String(variable);
    }
    if (source instanceof RunScope || isObject(source.values)) return source.get?.(name);
    const value = Object.hasOwn(source, name) ? source[name] : undefined;
    return typeof value === "function" ? value() : value;
}

function valueOf(sources, name) {
    for (const source of sources) {
        const value = valueIn(source, name);
        if (value !== undefined) return String(value);
    }
    return name.startsWith("$") ? native.substitute(`{{${name}}}`) : undefined;
}

export function replace(text, sources) {
    if (typeof text !== "string") return text;
    let result = text;
    for (let depth = 0; depth < maximumDepth; depth++) {
        const before = result;
        result = before.replace(token, (whole, name) => valueOf(sources, name) ?? whole);
        if (result === before || result.length > maximumLength) break;
    }
    return result;
}

/** Replaces variables in every text of a value, however deep; returns a copy. */
export const replaceIn = (value, sources) => changeTexts(value, (text) => replace(text, sources));

/**
 * Changes every text of a value, however deep; returns a copy. The copy of one of the SDK's objects
 * has its methods and shares what is in it, which changes in place, as in Postman.
 */
export function changeTexts(value, change) {
    if (typeof value === "string") return change(value);
    if (isArray(value)) return value.map((item) => changeTexts(item, change));
    if (!isObject(value) || typeof value === "function") return value;
    const isProperty = value instanceof PropertyBase;
    const result = isProperty ? create(getPrototypeOf(value)) : {};
    for (const name of Object.keys(value)) {
        result[name] = isProperty
            ? changeInPlace(value[name], change) : changeTexts(value[name], change);
    }
    return result;
}

/** Changes a text, or every text in an object, which stays the same. */
function changeInPlace(value, change) {
    if (typeof value === "string") return change(value);
    if (isObject(value)) {
        for (const name of Object.keys(value)) {
            const changed = changeInPlace(value[name], change);
            if (changed !== value[name]) value[name] = changed;
        }
    }
    return value;
}

/** The names of the variables in every text of a value, each once. */
export function find(value, names = new Set(), seen = new Set()) {
    if (typeof value === "string") {
        for (const [, name] of value.matchAll(token)) names.add(name);
    } else if (isObject(value) && !seen.has(value)) {
        seen.add(value);
        for (const name of Object.keys(value)) find(value[name], names, seen);
    }
    return [...names];
}

/**
 * The definition of a property, resolved by its own variables, its parents', and those given.
 */
export function resolve(property, scope, overrides, { ignoreOwnVariables } = {}) {
    const definition = property.toJSON();
    if (isArray(definition.variable)) delete definition.variable;
    const given = [overrides ?? []].flat();
    if (ignoreOwnVariables) return replaceIn(definition, given);
    const lists = [];
    for (let owner = scope || property; owner; owner = owner.__parent)
        if (owner.variables) lists.push(owner.variables);
    if (lists.length === 0)
        throw new Error(`${
            property.constructor
                .name}: no variables to resolve it with; none are given, nor has a parent any`);
    return replaceIn(definition, [...lists, ...given]);
}
