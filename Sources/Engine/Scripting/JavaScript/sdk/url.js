// URLs as collections write them: Postman's Url. `{{variables}}` are opaque to it, and it encodes
// nothing but what would change the structure of the query.

import { isArray } from "../core/primordials.js";
import { PropertyList } from "./list.js";
import { PropertyBase, toPlain } from "./property.js";
import { QueryParam, QueryParamList } from "./query.js";
import { VariableList } from "./variable-list.js";

/** Splits at the first separator that stands outside `{{…}}`: the text before, the text after. */
function cut(text, separator, isLast = false) {
    const masked = mask(text);
    const index = isLast ? masked.lastIndexOf(separator) : masked.indexOf(separator);
    return index < 0
        ? [text, undefined]
        : [text.slice(0, index), text.slice(index + separator.length)];
}

/** The text with every `{{…}}` replaced by letters, the positions kept. */
function mask(text) {
    return text.replace(/\{\{[^{}]*\}\}/g, (variable) => "x".repeat(variable.length));
}

/** Splits a text at a separator outside `{{…}}`. */
function splitParts(text, separator) {
    const parts = [];
    let start = 0;
    for (const part of mask(text).split(separator)) {
        parts.push(text.slice(start, start + part.length));
        start += part.length + separator.length;
    }
    return parts;
}

function parseAuthority(url, text) {
    const [userinfo, hostPort] = cut(text, "@", true);
    if (hostPort !== undefined) {
        const [user, password] = cut(userinfo, ":");
        url.auth = { user, password };
    }
    const remote = hostPort ?? text;
    const [host, port] = cut(remote, ":", true);
    // A colon inside the brackets of an IPv6 address starts no port.
    const hasPort = port !== undefined && !port.includes("]");
    if (hasPort) url.port = port;
    url.host = splitParts(hasPort ? host : remote, ".");
}

const splitPath = (path) => (path === "" ? undefined : splitParts(path.replace(/^\//, ""), "/"));

function pathVariables(path) {
    const names =
        (path ?? [])
            .filter((part) => typeof part === "string" && part.startsWith(":") && part !== ":")
            .map(variableName);
    return names.length === 0 ? undefined : [...new Set(names)].map((key) => ({ key }));
}

/** The variable of a path segment: `:id.json` uses `id`. */
const variableName = (segment) => segment.slice(1).split(".")[0];

function parse(text) {
    const url = {};
    const [beforeHash, hash] = cut(text.trimStart(), "#");
    const [beforeQuery, query] = cut(beforeHash, "?");
    if (hash !== undefined) url.hash = hash;
    if (query !== undefined)
        url.query = query === "" ? [{ key: null, value: null }] : QueryParam.parse(query);
    const [protocol, afterProtocol] = cut(beforeQuery.replace(/\\/g, "/"), "://");
    if (afterProtocol !== undefined) url.protocol = protocol;
    const rest = (afterProtocol ?? protocol)
                     .replace(/^\/+/, (slashes) => (afterProtocol === undefined ? slashes : ""));
    const slash = mask(rest).indexOf("/");
    const authority = slash < 0 ? rest : rest.slice(0, slash);
    if (authority !== "") parseAuthority(url, authority);
    url.path = slash < 0 ? undefined : splitPath(rest.slice(slash));
    url.variable = pathVariables(url.path);
    return url;
}

/** A list of a URL, in whose place a script may have put a text, an array, an object or nothing. */
const listOf = (url, List, value) =>
    (value instanceof PropertyList ? value : new List(url, value));
const queryOf = (url) => listOf(url, QueryParamList, url.query);
const variablesOf = (url) => listOf(url, VariableList, url.variables);

/** The enabled parameters of a query with their `?`; empty if there are none. */
function search(url) {
    const query = queryOf(url);
    return query.members.every((param) => param.disabled) ? "" : `?${QueryParam.unparse(query)}`;
}

const isSaid = (part) => part !== undefined && part !== null;

/** A path segment with its variable replaced. */
function resolveSegment(url, segment) {
    if (typeof segment !== "string" || !segment.startsWith(":") || segment === ":") return segment;
    const name = variableName(segment);
    const value = variablesOf(url).get(name);
    return typeof value === "string" && value !== ""
        ? value + segment.slice(name.length + 1)
        : segment;
}

export class Url extends PropertyBase {
    // Said here because the bundler renames a class that mentions itself.
    static get name() { return "PostmanUrl"; }

    constructor(definition) {
        super();
        this.update(definition);
    }

    update(definition) {
        const parts =
            typeof definition === "string" || !definition ? parse(definition || "") : definition;
        this.auth = parts.auth;
        this.protocol = parts.protocol;
        this.port = parts.port ?? undefined;
        this.path =
            typeof parts.path === "string" ? splitPath(parts.path) : parts.path && [...parts.path];
        this.hash = parts.hash ?? undefined;
        this.host = typeof parts.host === "string"
            ? splitParts(parts.host, ".")
            : parts.host && [...parts.host];
        this.query = new QueryParamList(this, parts.query);
        const variables = parts.variable ?? parts.variables;
        this.variables = new VariableList(
            this,
            isArray(variables)
                ? variables.map((variable) => ({ ...variable, key: variable.key || variable.id }))
                : variables);
    }

    addQueryParams(params) { this.query.populate(params); }

    removeQueryParams(params) {
        const names = (isArray(params) ? params : [params]).map((param) => param?.key ?? param);
        this.query.remove((param) => names.includes(param.key));
    }

    getHost() {
        return isArray(this.host) ? this.host.join(".") : this.host ? String(this.host) : "";
    }

    getRemote(withPort) {
        const isForced = typeof withPort === "object" ? withPort?.forcePort : withPort;
        const port =
            this.port || (isForced ? (this.protocol === "https" ? "443" : "80") : undefined);
        return port ? `${this.getHost()}:${port}` : this.getHost();
    }

    getPath(unresolved) {
        if (!this.path) return "/";
        const isRaw = typeof unresolved === "object" ? unresolved?.unresolved : unresolved;
        const parts = isArray(this.path) ? this.path : [String(this.path).replace(/^\//, "")];
        return `/${(isRaw ? parts : parts.map((part) => resolveSegment(this, part))).join("/")}`;
    }

    getQueryString() { return QueryParam.unparse(queryOf(this)); }

    getPathWithQuery() { return this.getPath() + search(this); }

    getRaw() { return this.toString(); }

    /** The URL as the signature of OAuth 1.0 takes it: lower case, no port of its own, no query. */
    getOAuth1BaseUrl() {
        const protocol = (this.protocol || "http").replace(/:\/\/$/, "");
        const port = this.port && !["80", "443"].includes(`${this.port}`) ? `:${this.port}` : "";
        return `${protocol}://${this.getHost()}${port}`.toLowerCase() + this.getPath();
    }

    toString(withProtocol) {
        let text = "";
        const protocol = this.protocol ?? (withProtocol ? "http" : undefined);
        if (protocol) text += protocol.endsWith("://") ? protocol : `${protocol}://`;
        // Parts that are empty stay: `:token@` is a password without a name.
        const { user, password } = this.auth ?? {};
        if (isSaid(user) || isSaid(password))
            text += `${user ?? ""}${isSaid(password) ? `:${password}` : ""}@`;
        text += this.getHost();
        if (isSaid(this.port)) text += `:${this.port}`;
        if (this.path) text += this.getPath();
        text += search(this);
        if (isSaid(this.hash)) text += `#${this.hash}`;
        return text;
    }

    toJSON() {
        const { auth, protocol, port, path, hash, host } = this;
        const [query, variable] = [queryOf(this), variablesOf(this)];
        return toPlain({ auth, protocol, port, path, hash, host, query, variable });
    }

    static parse(text) { return { raw: String(text ?? ""), ...parse(String(text ?? "")) }; }
    static isUrl(value) { return value instanceof Url; }
}

