// The legacy `_`: lodash 4 with what lodash 3 had and 4 dropped or renamed. It is an instance of its own,
// so that `require("lodash")` stays what it is.

import { define } from "./primordials.js";
import { library } from "./require.js";

/** Names of lodash 3 → names of lodash 4. */
const renamed = {
    all: "every", any: "some", backflow: "flowRight", callback: "iteratee", collect: "map", compose: "flowRight",
    contains: "includes", detect: "find", findWhere: "find", foldl: "reduce", foldr: "reduceRight", include: "includes",
    indexBy: "keyBy", inject: "reduce", invoke: "invokeMap", methods: "functions", modArgs: "overArgs",
    object: "zipObject", padLeft: "padStart", padRight: "padEnd", pairs: "toPairs", pluck: "map", rest: "tail",
    restParam: "rest", select: "filter", sortByOrder: "orderBy", trimLeft: "trimStart", trimRight: "trimEnd",
    trunc: "truncate", unique: "uniq", where: "filter",
};

/** Functions that took an iteratee in lodash 3 → those that take it in lodash 4. */
const withIteratee = { max: "maxBy", min: "minBy", sum: "sumBy", uniq: "uniqBy", sortedIndex: "sortedIndexBy" };

/** Functions whose callback had a receiver after it in lodash 3. */
const withReceiver = ["each", "every", "filter", "find", "forEach", "map", "reduce", "some", "times"];

export function makeLegacyLodash() {
    const modern = library("lodash");
    const lodash = modern.runInContext();
    const own = {};
    for (const name in renamed) own[name] = modern[renamed[name]];
    for (const name in withIteratee) {
        const position = name === "sortedIndex" ? 2 : 1;
        own[name] = (...given) => modern[given.length > position ? withIteratee[name] : name](...given);
    }
    for (const name of withReceiver) {
        const position = name === "reduce" ? 3 : 2;
        own[name] = (...given) => (given.length > position && typeof given[1] === "function"
            ? modern[name](given[0], given[1].bind(given[position]), ...given.slice(2, position)) : modern[name](...given));
    }
    lodash.mixin(own);
    return lodash;
}

/** What old scripts use of Sugar.js: `responseBody.has("x")`. */
export function installSugar() {
    define(String.prototype, "has", function has(what) {
        return what instanceof RegExp ? what.test(this) : this.includes(String(what));
    });
}
