// pm.request: Postman's Request and RequestAuth over a request definition.
//
// What a pre-request script changes here is what is sent. Only the members that differ from what
// the script was given go back, so that a definition keeps all that the sandbox does not know.

import { kinds } from "../core/kinds.js";
import { isObject, stringifyJSON } from "../core/primordials.js";
import { Buffer } from "../node/buffer/buffer.js";
import { library } from "../node/modules/require.js";
import { RequestBody } from "./body.js";
import { Certificate } from "./certificate.js";
import { HeaderList } from "./headers.js";
import { Property, takeMembers, toPlain } from "./property.js";
import { ProxyConfig } from "./proxy.js";
import { Url } from "./url.js";
import { VariableList } from "./variable-list.js";

export class RequestAuth extends Property {
    // Said here because the bundler renames a class that mentions itself.
    static get name() { return "PostmanRequestAuth"; }

    constructor(definition) {
        super();
        for (const name of Object.keys(definition ?? {})) {
            if (name === "type") this.type = definition.type;
            else if (isObject(definition[name]))
                this[name] = new VariableList(this, definition[name]);
        }
    }

    /** Adds to the parameters of a type, or changes them. */
    update(parameters, type = this.type) {
        if (!isObject(parameters) || !RequestAuth.isValidType(type)) return;
        this[type] ??= new VariableList(this);
        this[type].assimilate(new VariableList(this, parameters).members);
    }

    /** Selects a type. Parameters replace those that it has; without any, they stay. */
    use(type, parameters) {
        if (!RequestAuth.isValidType(type)) return;
        this.type = type;
        if (type === "noauth" && !parameters) return;
        this[type] ??= new VariableList(this);
        if (parameters) this[type].assimilate(new VariableList(this, parameters).members, true);
    }

    clear(type) { this[type]?.clear(); }
    parameters() { return this[this.type] ?? new VariableList(this); }
    current() { return this.parameters().toObject(); }
    toJSON() { return toPlain({ ...this }); }
    static isValidType(type) { return typeof type === "string" && type !== "" && type !== "type"; }
    static isRequestAuth(value) { return value instanceof RequestAuth; }
}

/** A method as it is sent; none is GET. */
const methodOf = (method) => String(method ?? "").toUpperCase() || "GET";

/** Takes the members that few requests have; the classes of the first two are in other files. */
function takeOthers(request, members) {
    const { certificate, proxy } = members;
    takeMembers(request, members);
    if (isObject(certificate)) request.certificate = new Certificate(certificate);
    if (isObject(proxy)) request.proxy = new ProxyConfig(proxy);
}

export class Request extends Property {
    // Said here because the bundler renames a class that mentions itself.
    static get name() { return "PostmanRequest"; }

    constructor(definition) {
        super();
        const { url, method, header, headers, body, auth, ...rest } =
            typeof definition === "string" ? { url: definition } : definition ?? {};
        takeOthers(this, rest);
        this.url = new Url(url);
        this.headers = new HeaderList(this, header ?? headers);
        this.method = methodOf(method);
        if (body) this.body = new RequestBody(body);
        if (auth) this.auth = new RequestAuth(auth);
    }

    update(definition) {
        if (!definition) return;
        const { url, method, header, headers, body, auth, ...rest } =
            typeof definition === "string" ? { url: definition } : definition;
        takeOthers(this, rest);
        if (url !== undefined) this.url.update(url instanceof Url ? url.toJSON() : url);
        if (header ?? headers) this.headers.repopulate(header ?? headers);
        if (method !== undefined) this.method = methodOf(method);
        if (body) this.body = new RequestBody(body);
        if (auth) this.auth = new RequestAuth(auth);
    }

    authorizeUsing(type, parameters) {
        if (isObject(type)) {
            const { type: name, ...rest } = type;
            return this.authorizeUsing(name, parameters ?? rest);
        }
        if (type === null) {
            delete this.auth;
        } else if (RequestAuth.isValidType(type)) {
            this.auth ??= new RequestAuth();
            this.auth.use(type, parameters);
        }
    }

    getHeaders({ enabled, ignoreCase, multiValue, sanitizeKeys } = {}) {
        return this.headers.toObject(enabled, !ignoreCase, multiValue, sanitizeKeys);
    }

    forEachHeader(visit) { this.headers.all().forEach((header) => visit(header, this)); }
    addHeader(header) { this.headers.add(header); }

    removeHeader(what, { ignoreCase } = {}) {
        const name = typeof what === "string" ? what : what?.key;
        if (!name) return;
        const fold = (text) => (ignoreCase ? String(text).toLowerCase() : text);
        this.headers.remove((header) => fold(header.key) === fold(name));
    }

    upsertHeader(header) {
        if (!header?.key) return;
        const existing = this.headers.find((candidate) => candidate.key === header.key);
        if (existing) existing.value = header.value;
        else this.headers.add(header);
    }

    addQueryParams(params) { this.url.addQueryParams(params); }
    removeQueryParams(params) { this.url.removeQueryParams(params); }

    size() {
        const said = parseInt(this.headers.get("content-length"), 10);
        const isSaid = !Number.isNaN(said);
        const body = isSaid ? said : Buffer.byteLength(`${this.body ?? ""}`);
        const header = `${this.method} ${this.url.getPathWithQuery()} HTTP/X.X\r\n\r\n`.length
            + this.headers.contentSize();
        const source = isSaid ? "CONTENT-LENGTH" : "COMPUTED";
        return { body, header, total: body + header, source };
    }

    clone() { return new Request(this.toJSON()); }

    /** The request as a collection writes it. */
    toJSON() {
        const { url, method, headers, body, auth, ...rest } = this;
        const result = { ...toPlain(rest), url: toPlain(url) };
        const list = toPlain(headers);
        if (!Array.isArray(list) || list.length > 0) result.header = list;
        result.method = method;
        if (body !== undefined) result.body = body === null ? null : toPlain(body);
        if (auth !== undefined) result.auth = toPlain(auth);
        return result;
    }

    /** Starts an assertion about it. */
    get to() { return library("chai").expect(this).to; }

    static isRequest(value) { return value instanceof Request; }
}

kinds.Request = Request;

const carried = ["url", "method", "header", "body", "auth"];

/**
 * The definition with what the script changed, or undefined if it changed nothing. `before` is the
 * JSON of the request as the script was given it.
 */
export function changedDefinition(definition, before, request) {
    const after = request.toJSON();
    if (stringifyJSON(after) === stringifyJSON(before)) return undefined;
    const result = isObject(definition) ? { ...definition } : {};
    for (const name of carried) {
        if (stringifyJSON(after[name]) === stringifyJSON(before[name])) continue;
        if (after[name] === undefined) delete result[name];
        else result[name] = after[name];
    }
    return result;
}
