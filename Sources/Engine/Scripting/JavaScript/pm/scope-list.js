// `values` of pm.environment and its like, which few scripts touch: the variables as a list of the
// SDK's.

import { apply, define, NativeMap } from "../core/primordials.js";
import { VariableList } from "../sdk/variable-list.js";

/**
 * The variables of a scope as a list, disabled ones included. What the methods of the list change
 * is changed in the scope.
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
            return result;
        });
    }
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
