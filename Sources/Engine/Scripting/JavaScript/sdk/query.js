// Query parameters and form fields: Postman's QueryParam and FormParam.

import { isObject } from "../core/primordials.js";
import { PropertyList, withTextValue } from "./list.js";
import { Property, takeMembers } from "./property.js";

/** Replaces a reserved character outside `{{variables}}`. */
function encode(text, reserved) {
    return String(text)
        .split(/(\{\{[^{}]*\}\})/)
        .map((part, index) => (index % 2 === 1 ? part : part.replace(reserved, encodeURIComponent)))
        .join("");
}

function parsePair(text) {
    if (text === "") return { key: null, value: null };
    const equals = text.indexOf("=");
    if (equals < 0) return { key: text, value: null };
    return { key: text.slice(0, equals), value: text.slice(equals + 1) };
}

/**
 * An object that holds values by name as definitions. A list has several of one name; Postman loses
 * it, and the name stands alone.
 */
const definitionsOf = (map) => Object.keys(map).flatMap(
    (key) => [map[key]].flat().map(
        (value) => (isObject(value) ? { ...value, key } : { key, value })));

/** Whether a definition that has a value has one that says something. */
const isSaid = (definition) => (definition.value ?? undefined) !== undefined
    || !Object.hasOwn(definition, "value");

export class QueryParam extends Property {
    // Said here because the bundler renames a class that mentions itself.
    static get name() { return "PostmanQueryParam"; }
    static get allowsSeveral() { return true; }
    /** An object with a key is one member, any other holds values by name. */
    static takesMap(items) { return !Object.hasOwn(items, "key"); }
    static definitionsOf(map) { return definitionsOf(map).filter(isSaid); }

    constructor(definition, name) {
        super();
        if (typeof definition === "string" && name === undefined)
            this.update(parsePair(definition));
        else if (isObject(definition))
            this.update(name === undefined ? definition : { ...definition, key: name });
        else this.update({ key: name, value: definition });
    }

    update(definition) {
        const { key, value, ...rest } =
            typeof definition === "string" ? parsePair(definition) : definition ?? {};
        this.key = key ?? null;
        this.value = value === undefined ? null : value;
        takeMembers(this, rest);
    }

    valueOf() { return this.value ?? ""; }
    toJSON() { return withTextValue(this); }
    toString() { return QueryParam.unparseSingle(this); }

    static parse(text) {
        if (typeof text !== "string" || text === "") return [];
        const params = text.split("&").map(parsePair);
        // What follows the last `&` has a name, be it empty.
        if (params.length > 1) params.at(-1).key ??= "";
        return params;
    }
    static parseSingle(text) { return parsePair(text); }

    static unparseSingle(param) {
        if (!isObject(param)) return "";
        const { key, value } = param;
        if (value === null || value === undefined) return encode(key ?? "", /[&#=]/g);
        return `${encode(key ?? "", /[&#=]/g)}=${encode(value, /[&#]/g)}`;
    }

    static unparse(params) {
        if (params instanceof PropertyList) return QueryParam.unparse(params.members);
        if (!Array.isArray(params) && isObject(params))
            return QueryParam.unparse(definitionsOf(params));
        return (params ?? [])
            .filter((param) => !param.disabled)
            .map(QueryParam.unparseSingle)
            .join("&");
    }

    static isQueryParam(value) { return value instanceof QueryParam; }
}

export class FormParam extends Property {
    // Said here because the bundler renames a class that mentions itself.
    static get name() { return "PostmanFormParam"; }
    static get allowsSeveral() { return true; }
    /** An object with a key is one member, any other holds values by name. */
    static takesMap(items) { return !Object.hasOwn(items, "key"); }
    static definitionsOf(map) { return definitionsOf(map).filter(isSaid); }

    constructor(definition, name) {
        super();
        this.update(isObject(definition) ? definition : { key: name, value: definition });
        if (name !== undefined) this.key = name;
    }

    update({ key, value, type, ...rest }) {
        this.key = key ?? "";
        this.value = value ?? "";
        if (type !== undefined) this.type = type;
        takeMembers(this, rest);
    }

    valueOf() { return this.value; }
    toJSON() { return withTextValue(this); }
    toString() { return `${this.key}=${this.value}`; }
    static isFormParam(value) { return value instanceof FormParam; }
}

/** The query parameters of a URL or body; to scripts, any other list. */
export class QueryParamList extends PropertyList {
    static get name() { return "PropertyList"; }

    get Type() { return QueryParam; }
    constructor(parent, params) { super(QueryParam, parent, params); }
}

/** The fields of a form; to scripts, any other list. */
export class FormParamList extends PropertyList {
    static get name() { return "PropertyList"; }

    get Type() { return FormParam; }
    constructor(parent, params) { super(FormParam, parent, params); }
}
