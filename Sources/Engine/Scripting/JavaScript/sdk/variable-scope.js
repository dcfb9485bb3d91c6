// Postman's VariableScope: variables that a script holds itself. Those of the run (`pm.environment`
// and its like) are the host's, and count as scopes too.

import { isArray } from "../core/primordials.js";
import { VariableScope as RunScope } from "../pm/variables.js";
import { randomUUID } from "../web/crypto/random.js";
import { Property } from "./property.js";
import { VariableList } from "./variable-list.js";

export class VariableScope extends Property {
    // Said here because the bundler renames a class that mentions itself.
    static get name() { return "PostmanVariableScope"; }

    #layers;

    constructor(definition, layers) {
        const isList = isArray(definition) || definition instanceof VariableList;
        const { values, ...identity } = isList ? { values: definition } : definition ?? {};
        super(identity);
        this.id ??= randomUUID();
        this.values =
            new VariableList(this, values instanceof VariableList ? values.toJSON() : values);
        this.#layers = [layers ?? []].flat().filter(VariableList.isVariableList);
    }

    get(name) {
        for (const list of [this.values, ...this.#layers]) {
            const variable = enabled(list, name);
            if (variable !== undefined) return variable.valueOf();
        }
        return undefined;
    }

    has(name) {
        return [this.values, ...this.#layers].some((list) => enabled(list, name) !== undefined);
    }

    /**
     * Sets the value of a variable, and its type if one is given; a disabled one is left as it is.
     */
    set(name, value, type) {
        const definition =
            typeof type === "string" ? { key: name, value, type } : { key: name, value };
        const variable = enabled(this.values, name);
        if (variable === undefined) this.values.add(definition);
        else variable.update(definition);
    }

    unset(name) { this.values.remove((variable) => variable.key === name && !variable.disabled); }
    clear() { this.values.clear(); }
    addLayer(list) { if (list instanceof VariableList) this.#layers.push(list); }

    toObject(excludesDisabled, keepsCase) {
        const lists = [...this.#layers].reverse();
        return Object.assign(
            {},
            ...[...lists, this.values].map((list) => list.toObject(excludesDisabled, keepsCase)));
    }

    variables() { return this.toObject(); }

    /** A value with the variables in its texts replaced. */
    replaceIn(value) {
        const replaced = Property.replaceSubstitutionsIn({ value }, this.values, ...this.#layers);
        return replaced.value;
    }

    syncVariablesFrom(object, isTracking) {
        return this.values.syncFromObject(object, isTracking);
    }
    syncVariablesTo(object) { return this.values.syncToObject(object); }

    toJSON() {
        const { id, name, value, ...rest } = super.toJSON();
        return { id, ...name === undefined ? {} : { name }, ...rest, values: value };
    }

    static isVariableScope(value) { return value instanceof VariableScope; }

    static [Symbol.hasInstance](value) {
        return value instanceof RunScope
            || Function.prototype[Symbol.hasInstance].call(this, value);
    }
}

/** The last variable of that name that is not disabled. */
function enabled(list, name) {
    return list.members.findLast((variable) => variable.key === name && !variable.disabled);
}
