// Headers: Postman's Header and HeaderList.

import { isArray, isObject } from "../core/primordials.js";
import { PropertyList, withTextValue } from "./list.js";
import { Property, takeMembers } from "./property.js";

/** One header of a text `Name: value`; of anything else, an empty one. */
function parseLine(line) {
    if (typeof line !== "string") return { key: "", value: "" };
    const colon = line.indexOf(":");
    if (colon < 0) return { key: line.trim(), value: "" };
    return { key: line.slice(0, colon).trim(), value: line.slice(colon + 1).trim() };
}

export class Header extends Property {
    // Said here because the bundler renames a class that mentions itself.
    static get name() { return "PostmanHeader"; }
    static get ignoresCase() { return true; }
    static get allowsSeveral() { return true; }
    static takesMap() { return true; }

    constructor(definition, name) {
        super();
        const isText = typeof definition === "string";
        if (isText && name === undefined) this.update(parseLine(definition));
        else if (isObject(definition))
            this.update(name === undefined ? definition : { ...definition, key: name });
        else this.update({ key: name, value: definition });
    }

    update(definition) {
        const { key, value, ...rest } =
            typeof definition === "string" ? parseLine(definition) : definition ?? {};
        this.key = key || "";
        this.value = value ?? "";
        takeMembers(this, rest);
    }

    valueOf() { return this.value; }
    toJSON() { return withTextValue(this); }
    toString() { return `${this.key}: ${this.value}`; }

    /**
     * The headers of a text with one on each line; a line that starts with white space continues
     * one.
     */
    static parse(text) {
        if (typeof text !== "string") return [];
        const lines = text.replace(/\r?\n[ \t]+/g, " ").split(/\r?\n/);
        return lines.filter((line) => line.trim() !== "").map(parseLine);
    }

    static parseSingle(line) { return parseLine(line); }
    static unparse(headers, separator = "\n") {
        const members = headers instanceof PropertyList ? headers.members : headers;
        if (!isArray(members)) return "";
        return members.filter((header) => !header.disabled)
            .map(Header.unparseSingle)
            .join(separator);
    }

    static unparseSingle(header) {
        return isObject(header) ? `${header.key}: ${header.value}` : "";
    }
    static create(value, name) { return new Header(value, name); }
    static isHeader(value) { return value instanceof Header; }
}

export class HeaderList extends PropertyList {
    static get name() { return "HeaderList"; }

    get Type() { return Header; }
    constructor(parent, headers) { super(Header, parent, headers); }

    /** The bytes that the headers take in a message, line ends included. */
    contentSize() { return this.toString().length; }

    /** The enabled headers as they are in a message, each with a line end. */
    toString() {
        const text = Header.unparse(this, "\r\n");
        return text === "" ? "" : `${text}\r\n`;
    }

    static isHeaderList(value) { return value instanceof HeaderList; }
}
