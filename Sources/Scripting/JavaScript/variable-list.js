// Variables as the SDK's objects show them: in a URL's path, in an auth block.

import { PropertyList } from "./list.js";
import { isObject } from "./primordials.js";

export class Variable {
    static takesMap = true;

    constructor(definition, name) {
        this.update(isObject(definition) && !("value" in definition) && name !== undefined
            ? { key: name, value: definition }
            : isObject(definition) ? definition : { key: name, value: definition });
        if (name !== undefined) this.key = name;
    }

    update({ key, value, type, ...rest }) {
        if (key !== undefined) this.key = key;
        if (value !== undefined) this.value = value;
        if (type !== undefined) this.type = type;
        Object.assign(this, rest);
    }

    get() { return this.value; }
    set(value) { this.value = value; }
    valueOf() { return this.value; }
    toString() { return this.value === undefined || this.value === null ? "" : String(this.value); }
}

export class VariableList extends PropertyList {
    constructor(parent, variables) { super(Variable, parent, variables); }
}
