// The legacy `_`: lodash 4 with what lodash 3 had and 4 dropped, renamed or called otherwise. It is
// an instance of its own, so that `require("lodash")` stays what it is.

import { isArray } from "../core/primordials.js";
import { library } from "../node/modules/require.js";

/** Names of lodash 3 → names of lodash 4. */
const renamed = {
    backflow: "flowRight", compose: "flowRight", findWhere: "find", include: "includes",
    contains: "includes",
    invoke: "invokeMap", methods: "functions", modArgs: "overArgs", padLeft: "padStart",
    padRight: "padEnd",
    pairs: "toPairs", rest: "tail", restParam: "rest", trimLeft: "trimStart", trimRight: "trimEnd",
    where: "filter",
};

/** Functions that take an iteratee, and after it what it is called on → their name in lodash 4. */
const iterating = {
    all: "every", any: "some", collect: "map", countBy: "countBy", detect: "find",
    dropRightWhile: "dropRightWhile",
    dropWhile: "dropWhile", each: "forEach", eachRight: "forEachRight", every: "every",
    filter: "filter", find: "find",
    findIndex: "findIndex", findKey: "findKey", findLast: "findLast",
    findLastIndex: "findLastIndex", findLastKey: "findLastKey",
    forEach: "forEach", forEachRight: "forEachRight", forIn: "forIn", forInRight: "forInRight",
    forOwn: "forOwn",
    forOwnRight: "forOwnRight", groupBy: "groupBy", indexBy: "keyBy", map: "map",
    mapKeys: "mapKeys", mapValues: "mapValues",
    partition: "partition", pluck: "map", reject: "reject", remove: "remove", select: "filter",
    some: "some", sortBy: "sortBy",
    takeRightWhile: "takeRightWhile", takeWhile: "takeWhile", times: "times",
};

/** The same for those that have an accumulator between the two. */
const folding = {
    foldl: "reduce",
    foldr: "reduceRight",
    inject: "reduce",
    reduce: "reduce",
    reduceRight: "reduceRight",
    transform: "transform"
};

/** Functions that took an iteratee in lodash 3 → those that take it in lodash 4. */
const withIteratee = {
    max: "maxBy",
    min: "minBy",
    sum: "sumBy",
    sortedIndex: "sortedIndexBy",
    sortedLastIndex: "sortedLastIndexBy"
};

/** Functions whose last argument may be a customizer → those of lodash 4 that take one. */
const customized = {
    assign: "assignWith",
    extend: "assignInWith",
    merge: "mergeWith",
    isEqual: "isEqualWith",
    isMatch: "isMatchWith",
    cloneDeep: "cloneDeepWith"
};

/**
 * An iteratee of lodash 3: called on `receiver`, or, as `("name", value)`, a member and its value.
 */
function toIteratee(modern, iteratee, receiver, hasReceiver) {
    if (typeof iteratee === "function") return hasReceiver ? iteratee.bind(receiver) : iteratee;
    return typeof iteratee === "string" && hasReceiver
        ? modern.matchesProperty(iteratee, receiver)
        : iteratee;
}

/** A function given as an iteratee gets an index and the collection, which mean nothing to it. */
const isIterateeCall = ([, index, collection]) =>
    typeof index === "number" && typeof collection === "object";

function addIterating(own, modern) {
    for (const name in iterating) {
        own[name] = (collection, ...given) =>
            (given.length === 0
                 ? modern[iterating[name]](collection)
                 : modern[iterating[name]](
                     collection, toIteratee(modern, given[0], given[1], given.length > 1)));
    }
    for (const name in folding) {
        own[name] = (collection, iteratee, ...given) => modern[folding[name]](
            collection, toIteratee(modern, iteratee, given[1], given.length > 1),
            ...given.slice(0, 1));
    }
    for (const name in withIteratee) {
        const position = name.startsWith("sorted") ? 2 : 1;
        own[name] = (...given) => {
            if (given.length <= position || isIterateeCall(given))
                return modern[name](...given.slice(0, position));
            const iteratee = toIteratee(
                modern, given[position], given[position + 1], given.length > position + 1);
            return modern[withIteratee[name]](...given.slice(0, position), iteratee);
        };
    }
}

/** The functions whose arguments mean something else, one by one. */
function changed(modern) {
    const isDeep = (given) => given[0] === true;
    return {
        callback: (value, receiver) =>
            modern.iteratee(typeof value === "function" ? value.bind(receiver) : value),
        clone(value, ...given) {
            if (isDeep(given)) return modern.cloneDeep(value);
            return typeof given[0] === "function"
                ? modern.cloneWith(value, given[0])
                : modern.clone(value);
        },
        flatten: (list, ...given) =>
            (isDeep(given) ? modern.flattenDeep(list) : modern.flatten(list)),
        indexOf: (list, value, from) =>
            (from === true ? modern.sortedIndexOf(list, value) : modern.indexOf(list, value, from)),
        object: (names, values) =>
            (values === undefined && isArray(names?.[0])
                ? modern.fromPairs(names)
                : modern.zipObject(names, values)),
        omit: (object, ...given) =>
            (typeof given[0] === "function"
                ? modern.omitBy(object, given[0].bind(given[1]))
                : modern.omit(object, ...given)),
        pick: (object, ...given) =>
            (typeof given[0] === "function"
                ? modern.pickBy(object, given[0].bind(given[1]))
                : modern.pick(object, ...given)),
        sortByAll: (list, ...given) => modern.sortBy(list, given.flat()),
        sortByOrder: (list, names, orders) => modern.orderBy(
            list, names,
            [orders ?? []].flat().map(
                (order) =>
                    (order === true ? "asc"
                         : order === false ? "desc"
                         : order))),
        trunc: (text, options) =>
            modern.truncate(text, typeof options === "number" ? { length: options } : options),
        uniq(list, ...given) {
            const rest = typeof given[0] === "boolean" ? given.slice(1) : given;
            if (rest.length === 0 || rest[0] === undefined || typeof rest[0] === "number")
                return modern.uniq(list);
            return modern.uniqBy(list, toIteratee(modern, rest[0], rest[1], rest.length > 1));
        },
    };
}

export function makeLegacyLodash() {
    const modern = library("lodash");
    const lodash = modern.runInContext();
    const own = {};
    for (const name in renamed) own[name] = modern[renamed[name]];
    addIterating(own, modern);
    for (const name in customized) {
        own[name] = (...given) => {
            const hasCustomizer = given.length > 1 && typeof given[given.length - 1] === "function";
            return modern[hasCustomizer ? customized[name] : name](...given);
        };
    }
    Object.assign(own, changed(modern));
    const { max, min } = own;
    // For an empty list, lodash 3 returns an infinity.
    own.max = (...given) => max(...given) ?? -Infinity;
    own.min = (...given) => min(...given) ?? Infinity;
    Object.assign(own, { unique: own.uniq, zipObject: own.object });
    // Wrapped values end a chain, as in lodash 3, with what gives one value.
    const ending = [
        "all",         "any",     "contains",    "detect",          "every",       "find",
        "findIndex",   "findKey", "findLast",    "findLastIndex",   "findLastKey", "findWhere",
        "foldl",       "foldr",   "include",     "indexOf",         "inject",      "isEqual",
        "isMatch",     "max",     "min",         "padLeft",         "padRight",    "reduce",
        "reduceRight", "some",    "sortedIndex", "sortedLastIndex", "sum",         "trimLeft",
        "trimRight",   "trunc"
    ];
    const single = {};
    for (const name of ending) {
        single[name] = own[name];
        delete own[name];
    }
    lodash.mixin(own);
    lodash.mixin(single, { chain: false });
    lodash.VERSION = "3.10.2";
    lodash.support = {};
    return lodash;
}
