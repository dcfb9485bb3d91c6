// pm.environment, pm.globals, pm.collectionVariables, pm.iterationData, pm.variables.
//
// The host holds the variables. Texts, numbers, booleans, null and undefined cross as they are;
// anything else is kept by the host as JSON. A script that gets such a value gets one object for as
// long as it runs, and what it does to that object is stored when the script ends, as in Postman.

import { native, texts } from "../core/native.js";
import {
    defineProperty, isObject, lazyGetters, NativeMap, parseJSON, stringifyJSON,
} from "../core/primordials.js";
import { changeTexts, replaceIn } from "../sdk/substitution.js";
import { listOf } from "./scope-list.js";

/** Member of `pm` → the host's number of its scope; the merged one writes to the local scope. */
const numbers = {
    globals: ScopeNumber.globals,
    collectionVariables: ScopeNumber.collection,
    environment: ScopeNumber.environment,
    iterationData: ScopeNumber.data,
    variables: ScopeNumber.merged,
};

/** What is stored of a value that is neither text, number, boolean, null nor undefined. */
function toStored(value) {
    if (typeof value === "bigint" || typeof value === "symbol") return String(value);
    return undefined;
}

/** Describes a member that reads the scope whenever it is asked for. */
function reading(read) {
    const get = function () { return read(this); };
    lazyGetters.add(get);
    return { __proto__: null, configurable: true, enumerable: true, get };
}

// Members of its own, as those of the SDK's scopes, so that a console shows them. Variables and not
// static fields: see ReceivedResponse.
let idMember, nameMember, valuesMember;

export class VariableScope {
    static get name() { return "PostmanVariableScope"; }

    static {
        idMember = reading((scope) => native.scopeID(scope.#number));
        nameMember = reading((scope) => native.scopeName(scope.#number));
        valuesMember = reading((scope) => scope.#list());
    }

    #number;
    #script;
    /**
     * Objects handed to the script or taken from it: name → the object and its JSON when stored.
     */
    #objects = new NativeMap();
    /** The object behind a legacy global, which follows the changes of the scope. */
    #live = undefined;

    constructor(number, script) {
        this.#number = number;
        this.#script = script;
        defineProperty(this, "id", idMember);
        defineProperty(this, "name", nameMember);
        defineProperty(this, "values", valuesMember);
    }

    get(name) {
        const key = `${name}`;
        const kept = this.#objects.get(key);
        const value = native.getVariable(this.#number, key);
        if (kept === undefined && !isObject(value)) return value;
        // The same object as long as nobody else has stored another one; a date is stored as text.
        const json = stringifyJSON(value);
        if (kept !== undefined && kept.json === json) return kept.object;
        if (isObject(value)) this.#keep(key, value, json);
        return value;
    }

    has(name) { return native.hasVariable(this.#number, `${name}`); }

    /** Sets a variable; a type says what the value is converted to. */
    set(name, value, type) {
        if (name === undefined || name === null)
            return native.warn(`a variable cannot have the name '${name}'; it is not set`);
        const key = `${name}`;
        const stored = toStored(value) ?? value;
        if (this.#live !== undefined) this.#live[key] = stored;
        const json = isObject(stored) ? stringifyJSON(stored) : undefined;
        if (json === undefined) {
            this.#objects.delete(key);
            native.setVariable(this.#number, key, isObject(stored) ? undefined : stored, type);
        } else {
            native.setStructured(this.#number, key, json);
            this.#keep(key, stored, json);
        }
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
        if (this.#live !== undefined) delete this.#live[`${name}`];
        native.unsetVariable(this.#number, `${name}`);
    }

    clear() {
        this.#objects.clear();
        if (this.#live !== undefined)
            for (const name of Object.keys(this.#live)) delete this.#live[name];
        native.clearVariables(this.#number);
    }

    toObject() {
        const result = {};
        for (const name of texts(native.variableNames(this.#number))) result[name] = this.get(name);
        return result;
    }

    /** The variables as an object that follows later changes of the scope. */
    toLiveObject() {
        this.#live ??= this.toObject();
        return this.#live;
    }

    variables() { return this.toObject(); }

    /** Puts in the scope's own variables; `pm.variables` puts in those of all scopes. */
    replaceIn(value) {
        // As a plain function (`names.map(pm.variables.replaceIn)`), it knows dynamic variables.
        if (!isObject(this) || !(#number in this)) return replaceIn(value, []);
        if (this.#number !== numbers.variables) return replaceIn(value, [this]);
        if (!isObject(value)) return typeof value === "string" ? native.substitute(value) : value;
        return changeTexts(value, (text) => native.substitute(text));
    }

    #list() { return listOf(this, parseJSON(native.variableList(this.#number))); }

    toJSON() {
        if (this.#number === numbers.iterationData) return this.toObject();
        return { id: this.id, name: this.name, values: this.#list().toJSON() };
    }
}

/** The member of `pm` of that name, for one script. */
export const makeScope = (name, script) => new VariableScope(numbers[name], script);
