// Sugar's functions of Object.

import { library } from "../../node/modules/require.js";
import { array } from "./arrays.js";
import { isEqual, mapper, matcher } from "./matching.js";

const isType = (name) => (value) => Object.prototype.toString.call(value) === `[object ${name}]`;

/** Members as pairs of name and value that pass. */
const entries = (object, what) => Object.entries(object).filter(
    ([name, value]) =>
        (typeof what === "function" ? what(name, value, object) : matcher(what)(value)));

const values = (object) => Object.values(object);

/**
 * Whether a member's name is one of those given: by text, by pattern, or as a member of an object.
 */
const isNamed = (name, wanted) => wanted.flat().some(
    (one) =>
        (one instanceof RegExp ? one.test(name)
             : typeof one === "object" ? Object.hasOwn(one, name)
             : one === name));

function fromQueryString(text) {
    const object = {};
    for (const [name, value] of new URLSearchParams(String(text).replace(/^.*?\?/, ""))) {
        const [, key, isList] = /^(.*?)(\[\])?$/.exec(name);
        if (isList || Object.hasOwn(object, key))
            object[key] = [...[object[key] ?? []].flat(), value];
        else object[key] = value;
    }
    return object;
}

function toQueryString(object, outer) {
    return Object.entries(object).map(([name, value]) => {
        const key = outer === undefined ? name : `${outer}[${name}]`;
        return typeof value === "object" && value !== null ? toQueryString(value, key)
            : `${encodeURIComponent(key)}=${encodeURIComponent(value)}`;
    }).join("&");
}

export const objects = {
    all: (object, what) => entries(object, what).length === Object.keys(object).length,
    any: (object, what) => entries(object, what).length > 0,
    none: (object, what) => entries(object, what).length === 0,
    count: (object, what) => entries(object, what).length,
    find: (object, what) => entries(object, what)[0]?.[0],
    findAll: (object, what) => Object.fromEntries(entries(object, what)),
    average: (object, by) => array.average.call(values(object), by),
    sum: (object, by) => array.sum.call(values(object), by),
    min: (object, by) =>
        Object.keys(object).find((name) => object[name] === array.min.call(values(object), by)),
    max: (object, by) =>
        Object.keys(object).find((name) => object[name] === array.max.call(values(object), by)),
    map: (object, by) => Object.fromEntries(Object.entries(object).map(
        ([
            name, value
        ]) => [name, typeof by === "function" ? by(name, value, object) : mapper(by)(value)])),
    clone: (object, deep) =>
        (deep ? library("lodash").cloneDeep(object) : library("lodash").clone(object)),
    each(object, visit) {
        for (const name of Object.keys(object))
            if (visit?.(name, object[name], object) === false) break;
        return object;
    },
    equal: isEqual,
    extended: (object) => ({ ...object }),
    fromQueryString,
    toQueryString: (object, outer) => toQueryString(object, outer),
    has: (object, name) => Object.hasOwn(object, name),
    isArray: Array.isArray,
    isBoolean: isType("Boolean"),
    isDate: isType("Date"),
    isEmpty: (object) => Object.keys(object).length === 0,
    isFunction: (value) => typeof value === "function",
    isNumber: isType("Number"),
    isObject: isType("Object"),
    isRegExp: isType("RegExp"),
    isString: isType("String"),
    merge(target, source, deep, resolve) {
        if (deep) return library("lodash").merge(target, source);
        for (const name of Object.keys(source ?? {})) {
            const isTaken = Object.hasOwn(target, name) && resolve !== undefined;
            if (isTaken && resolve === false) continue;
            target[name] = isTaken && typeof resolve === "function"
                ? resolve(name, target[name], source[name])
                : source[name];
        }
        return target;
    },
    reject: (object, ...names) =>
        Object.fromEntries(Object.entries(object).filter(([name]) => !isNamed(name, names))),
    select: (object, ...names) =>
        Object.fromEntries(Object.entries(object).filter(([name]) => isNamed(name, names))),
    size: (object) => Object.keys(object).length,
    tap(object, visit) {
        visit.call(object, object);
        return object;
    },
};
