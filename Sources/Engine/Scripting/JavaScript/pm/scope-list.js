// `values` of pm.environment and its like, which few scripts touch: the variables as a list of the
// SDK's.

import {
    apply, define, defineProperty, lazyGetters, NativeMap, NativeWeakMap,
} from "../core/primordials.js";
import { VariableList } from "../sdk/variable-list.js";

/** Variable of a list → the list and its scope. */
const homes = new NativeWeakMap();

/** The value of a list's variable, which is that of the scope's. */
const value = {
    __proto__: null,
    configurable: true,
    enumerable: true,
    get() { return homes.get(this).scope.get(this.key); },
    set(given) {
        const { scope, list } = homes.get(this);
        if (list.members.includes(this)) scope.set(this.key, given, this.type);
    },
};
lazyGetters.add(value.get);

/** Has the variables of a list read and write those of the scope. */
function follow(scope, list) {
    for (const variable of list.members) {
        if (variable.disabled || homes.has(variable)) continue;
        homes.set(variable, { scope, list });
        defineProperty(variable, "value", value);
    }
}

/**
 * The variables of a scope as a list, disabled ones included. What the methods of the list change
 * is changed in the scope, and so are values that are given to its variables.
 */
export function listOf(scope, definitions) {
    const list = new VariableList(
        undefined,
        definitions.map(
            (variable) =>
                (variable.disabled ? variable : { ...variable, value: scope.get(variable.key) })));
    for (const name of ["insert", "upsert", "remove", "clear"]) {
        const change = list[name];
        define(list, name, (...given) => {
            const result = apply(change, list, given);
            takeChanges(scope, list);
            follow(scope, list);
            return result;
        });
    }
    follow(scope, list);
    return list;
}

/** Makes a scope have the enabled variables of a list. */
function takeChanges(scope, list) {
    const wanted = new NativeMap();
    for (const variable of list.members)
        if (!variable.disabled) wanted.set(variable.key, variable);
    for (const key of Object.keys(scope.toObject())) if (!wanted.has(key)) scope.unset(key);
    wanted.forEach((variable, key) => {
        const value = variable.get();
        if (!scope.has(key) || scope.get(key) !== value) scope.set(key, value, variable.type);
    });
}
