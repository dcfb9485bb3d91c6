// Which URLs a proxy or a certificate is for: Postman's UrlMatchPattern and its list. A pattern is
// `PROTOCOL://HOST:PORT/PATH`, each part `*` for any, several protocols joined by `+`.

import { isObject } from "../core/primordials.js";
import { PropertyList } from "./list.js";
import { Property } from "./property.js";
import { Url } from "./url.js";

const protocols = ["http", "https", "file", "ftp"];
const form =
    /^((?:\*|[a-z]+)(?:\+(?:\*|[a-z]+))*):\/\/(\*|\*\.[^*/:]+|[^*/:]+|)(?::(\*|\d+))?(\/.*)$/;
const allURLs = "<all_urls>";
const defaultPorts = { http: "80", https: "443", ftp: "21" };

export class UrlMatchPattern extends Property {
    // Said here because the bundler renames a class that mentions itself.
    static get name() { return "UrlMatchPattern"; }
    static get MATCH_ALL_URLS() { return allURLs; }
    static get indexKey() { return "pattern"; }

    /** The parts of the pattern; undefined if it is not of the form. */
    #parts;

    constructor(definition) {
        super(definition);
        this.update(definition);
    }

    update(definition) {
        this.pattern = (isObject(definition) ? definition.pattern : definition) || allURLs;
        this.#parts = this.createMatchPattern();
    }

    /** The parts of the pattern; undefined if it is not of the form. */
    createMatchPattern() {
        const match = form.exec(this.pattern);
        if (match === null) return undefined;
        const [, protocol, host, port, path] = match;
        return {
            protocols: protocol.split("+"), host, port, path: this.globPatternToRegexp(path),
        };
    }

    /** A pattern with `*` for any text and `?` for any character. */
    globPatternToRegexp(pattern) {
        const source = pattern.replace(/[.+^${}()|[\]\\]/g, "\\$&")
                           .replace(/\?/g, ".")
                           .replace(/\*/g, ".*");
        return new RegExp(`^${source}$`);
    }

    getProtocols() {
        return this.pattern === allURLs ? [...protocols] : this.#parts?.protocols ?? [];
    }

    testProtocol(protocol) {
        const allowed = this.getProtocols();
        return protocols.includes(protocol)
            && (allowed.includes("*") || allowed.includes(protocol));
    }

    testHost(host) {
        if (this.pattern === allURLs) return true;
        const wanted = this.#parts?.host;
        if (wanted === undefined) return false;
        if (wanted === "*" || wanted === host) return true;
        const suffix = wanted.startsWith("*.") ? wanted.slice(2) : undefined;
        return suffix !== undefined && (host === suffix || host.endsWith(`.${suffix}`));
    }

    /**
     * Whether the port is one of the pattern's; none is that of the protocol, and any if it says
     * none.
     */
    testPort(port, protocol) {
        const wanted = this.#parts?.port;
        if (this.pattern === allURLs || wanted === "*") return true;
        const actual = `${port || defaultPorts[protocol] || ""}`;
        if (wanted === undefined) return !port || actual === defaultPorts[protocol];
        return actual === wanted;
    }

    testPath(path) { return this.pattern === allURLs || (this.#parts?.path.test(path) ?? false); }

    test(url) {
        if (this.pattern === allURLs) return true;
        if (this.#parts === undefined) return false;
        const parsed = url instanceof Url ? url : new Url(url);
        const { protocol, port } = parsed;
        return this.testProtocol(protocol) && this.testHost(parsed.getHost())
            && this.testPort(port, protocol) && this.testPath(parsed.getPath());
    }

    toString() { return this.pattern; }
    toJSON() { return { pattern: this.pattern }; }
    static isUrlMatchPattern(value) { return value instanceof UrlMatchPattern; }
}

export class UrlMatchPatternList extends PropertyList {
    static get name() { return "UrlMatchPatternList"; }

    constructor(parent, patterns) { super(UrlMatchPattern, parent, patterns); }

    /** Whether a URL matches one of them. */
    test(url) {
        const parsed = url instanceof Url ? url : new Url(url);
        return this.members.some((pattern) => pattern.test(parsed));
    }

    get isNamedInPlural() { return true; }
    toJSON() { return this.members.map(String); }
    static isUrlMatchPatternList(value) { return value instanceof UrlMatchPatternList; }
}
