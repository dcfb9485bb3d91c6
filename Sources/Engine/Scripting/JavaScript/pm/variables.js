// pm.environment, pm.globals, pm.collectionVariables, pm.iterationData, pm.variables.
//
// The host holds the variables. Texts, numbers, booleans, null and undefined cross as they are;
// anything else is kept by the host as JSON. A script that gets such a value gets one object for as
// long as it runs, and what it does to that object is stored when the script ends, as in Postman.

import { native, texts } from "../core/native.js";
import {
    isArray, isObject, NativeMap, NativeTypeError, stringifyJSON,
} from "../core/primordials.js";
import { VariableList } from "../sdk/variable-list.js";

/**
 * The host's number of each scope; `variables` looks through all of them and writes the local one,
 * 4.
 */
const numbers = {
    globals: 0,
    collectionVariables: 1,
    environment: 2,
    iterationData: 3,
    variables: 5
};

/** Replaces variables in a text, or in the texts of an array or object, however deep. */
function replaceIn(value, substitute) {
    if (typeof value === "string") return substitute(value);
    if (isArray(value)) return value.map((item) => replaceIn(item, substitute));
    if (!isObject(value) || typeof value === "function") return value;
    const result = {};
    for (const name of Object.keys(value)) result[name] = replaceIn(value[name], substitute);
    return result;
}

/** What is stored of a value that is neither text, number, boolean, null nor undefined. */
function toStored(value) {
    if (typeof value === "bigint" || typeof value === "symbol") return String(value);
    return undefined;
}

export class VariableScope {
    #number;
    #script;
    /**
     * Objects handed to the script or taken from it: name → the object and its JSON when stored.
     */
    #objects = new NativeMap();

    constructor(number, script) {
        this.#number = number;
        this.#script = script;
    }

    get name() { return native.scopeName(this.#number); }
    get id() { return native.scopeID(this.#number); }

    get(name) {
        const key = `${name}`;
        const kept = this.#objects.get(key);
        const value = native.getVariable(this.#number, key);
        if (!isObject(value)) return value;
        // The same object as long as nobody else has stored another one.
        const json = stringifyJSON(value);
        if (kept !== undefined && kept.json === json) return kept.object;
        this.#keep(key, value, json);
        return value;
    }

    has(name) { return native.hasVariable(this.#number, `${name}`); }

    set(name, value) {
        if (name === undefined || name === null)
            throw new NativeTypeError("a variable needs a name");
        const key = `${name}`;
        const stored = toStored(value) ?? value;
        if (!isObject(stored)) {
            this.#objects.delete(key);
            native.setVariable(this.#number, key, stored);
            return;
        }
        const json = stringifyJSON(stored);
        if (json === undefined) native.setVariable(this.#number, key, undefined);
        else native.setStructured(this.#number, key, json);
        this.#keep(key, stored, json);
    }

    #keep(key, object, json) {
        if (this.#objects.size === 0) this.#script.atEnd(() => this.#storeChanges());
        this.#objects.set(key, { object, json });
    }

    #storeChanges() {
        this.#objects.forEach(({ object, json }, key) => {
            const now = stringifyJSON(object);
            const isStill = native.hasVariable(this.#number, key);
            if (isStill && now !== undefined && now !== json)
                native.setStructured(this.#number, key, now);
        });
    }

    unset(name) {
        this.#objects.delete(`${name}`);
        native.unsetVariable(this.#number, `${name}`);
    }

    clear() {
        this.#objects.clear();
        native.clearVariables(this.#number);
    }

    toObject() {
        const result = {};
        for (const name of texts(native.variableNames(this.#number))) result[name] = this.get(name);
        return result;
    }

    variables() { return this.toObject(); }

    replaceIn(value) { return replaceIn(value, (text) => native.substitute(text)); }

    /** The variables as a list of the SDK's; a change of the list is not a change of the scope. */
    get values() {
        const all = this.toObject();
        return new VariableList(
            undefined, Object.keys(all).map((key) => ({ key, value: all[key], type: "any" })));
    }

    toJSON() {
        const all = this.toObject();
        if (this.#number === numbers.iterationData) return all;
        return {
            name: this.name,
            values: Object.keys(all).map((key) => ({ type: "any", value: all[key], key })),
        };
    }
}

/** The member of `pm` of that name, for one script. */
export const makeScope = (name, script) => new VariableScope(numbers[name], script);
