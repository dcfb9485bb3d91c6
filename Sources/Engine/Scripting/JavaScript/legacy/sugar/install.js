// Members of Sugar.js on the built-in types. The host knows their names, and which of them a new
// script has; what they do is evaluated on first use.

import { define, defineProperty, hasOwn, split, tryToDefine } from "../../core/primordials.js";
import { members as sugar } from "./members.js";

/**
 * Defines a member that is made when it is first read; assigning to it does what it always does.
 */
function defineMember(target, name, make) {
    if (hasOwn(target, name)) return;
    tryToDefine(target, name, {
        __proto__: null,
        configurable: true,
        enumerable: false,
        get() {
            const value = make();
            define(target, name, value);
            return value;
        },
        set(value) {
            if (this === target) define(target, name, value);
            else
                defineProperty(this, name, {
                    __proto__: null,
                    value,
                    writable: true,
                    configurable: true,
                    enumerable: true
                });
        },
    });
}

/** What has members, by the host's name for it: the prototypes of values, and constructors. */
const owners = {
    __proto__: null,
    string: String.prototype, array: Array.prototype, number: Number.prototype,
    date: Date.prototype,
    function: Function.prototype, regexp: RegExp.prototype,
    Date, Number, Object, RegExp,
};

/** Puts members in place, each named by its owner, a point and its name. */
export function useSugar(...members) {
    for (let i = 0; i < members.length; i++) {
        const words = split(members[i], ".");
        const owner = words[0];
        const name = words[1];
        defineMember(owners[owner], name, () => sugar[owner][name]);
    }
}
