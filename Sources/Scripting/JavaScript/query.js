// Query parameters and form fields: Postman's QueryParam and FormParam.

import { withTextValue } from "./list.js";
import { isObject } from "./primordials.js";

/** Replaces a reserved character outside `{{variables}}`. */
function encode(text, reserved) {
    return String(text).split(/(\{\{[^{}]*\}\})/)
        .map((part, index) => (index % 2 === 1 ? part : part.replace(reserved, encodeURIComponent))).join("");
}

function parsePair(text) {
    if (text === "") return { key: null, value: null };
    const equals = text.indexOf("=");
    if (equals < 0) return { key: text, value: null };
    return { key: text.slice(0, equals), value: text.slice(equals + 1) };
}

export class QueryParam {
    // Said here because the bundler renames a class that mentions itself.
    static name = "QueryParam";
    static allowsSeveral = true;
    static takesMap = true;

    constructor(definition, name) {
        if (typeof definition === "string" && name === undefined) this.update(parsePair(definition));
        else if (isObject(definition)) this.update(name === undefined ? definition : { ...definition, key: name });
        else this.update({ key: name, value: definition });
    }

    update(definition) {
        const { key, value, ...rest } = typeof definition === "string" ? parsePair(definition) : definition ?? {};
        this.key = key ?? null;
        this.value = value === undefined ? null : value;
        Object.assign(this, rest);
    }

    valueOf() { return this.value; }
    toJSON() { return withTextValue(this); }
    toString() { return QueryParam.unparseSingle(this); }

    static parse(text) { return text === "" ? [] : text.split("&").map(parsePair); }
    static parseSingle(text) { return parsePair(text); }

    static unparseSingle({ key, value }) {
        if (value === null || value === undefined) return key === null ? "" : encode(key, /[&#=]/g);
        return `${encode(key ?? "", /[&#=]/g)}=${encode(value, /[&#]/g)}`;
    }

    static unparse(params) {
        if (!Array.isArray(params) && isObject(params)) {
            return Object.keys(params).map((key) => QueryParam.unparseSingle({ key, value: params[key] })).join("&");
        }
        return (params ?? []).filter((param) => !param.disabled).map(QueryParam.unparseSingle).join("&");
    }
}

export class FormParam {
    static allowsSeveral = true;
    static takesMap = true;

    constructor(definition, name) {
        this.update(isObject(definition) ? definition : { key: name, value: definition });
        if (name !== undefined) this.key = name;
    }

    update({ key, value, type, ...rest }) {
        this.key = key ?? "";
        this.value = value ?? "";
        if (type !== undefined) this.type = type;
        Object.assign(this, rest);
    }

    valueOf() { return this.value; }
    toJSON() { return withTextValue(this); }
}
