// pm.response: Postman's Response over what the host received. Status and sizes cross when the
// object is made, headers and body when they are asked for.

import { parseResponseJSON } from "../core/json.js";
import { kinds } from "../core/kinds.js";
import { native, texts } from "../core/native.js";
import {
    defineProperty, isArray, isObject, lazyGetters, NativeWeakMap, tryToDefine,
} from "../core/primordials.js";
import { Buffer } from "../node/buffer/buffer.js";
import { library } from "../node/modules/require.js";
import { randomUUID } from "../web/crypto/random.js";
import { CookieList } from "./cookies.js";
import { HeaderList } from "./headers.js";
import { Property, toPlain } from "./property.js";
import { Request } from "./request.js";
import { contentInfo, detailOf } from "./response-info.js";

/** The registered reason phrase of a status code; undefined if there is none. */
const reasonOf = (code) => (typeof code === "number" ? native.reasonPhrase(code) : undefined);

/**
 * The charset of a content type, in lower case; Node's name for UTF-8, which is also the default.
 */
function charsetOf(contentType) {
    const charset =
        /;\s*charset\s*=\s*["']?([^\s;"']+)/i.exec(contentType)?.[1].toLowerCase() ?? "utf8";
    return charset === "utf-8" ? "utf8" : charset;
}

/**
 * The bytes of a definition: a buffer, the JSON of one, or an object with base64; undefined for any
 * other object.
 */
function toBuffer(bytes) {
    if (bytes.type === "Base64") return Buffer.from(bytes.data, "base64");
    const hasBytes = isArray(bytes.data ?? bytes) || bytes.byteLength >= 0;
    return hasBytes ? Buffer.from(bytes) : undefined;
}

/** In place of a definition: the response is one that the host received. */
const received = {};

// Made when they are asked for: few scripts do.
const idMember = lazyMember("id", () => randomUUID());
const detailsMember = lazyMember("_details", (response) => response.details());

export class Response extends Property {
    static get name() { return "PostmanResponse"; }
    static get indexKey() { return "id"; }

    constructor(definition) {
        super();
        defineProperty(this, "id", idMember);
        defineProperty(this, "_details", detailsMember);
        if (definition !== received) this.update(definition ?? {});
    }

    /** Sets the members that the definition has, in the order of the SDK. */
    update(definition) {
        const { id, name, originalRequest, code, status, reason, body, stream } = definition;
        const bytes = stream ?? (isObject(body) ? body : undefined);
        const content = bytes === undefined ? undefined : toBuffer(bytes);
        defineProperty(this, "_details", detailsMember);
        const members = {
            id: id || undefined,
            name: name || undefined,
            // Only the example of a collection has it.
            originalRequest: originalRequest && new Request(originalRequest),
            status: reason ?? status ?? reasonOf(code),
            code,
            headers: new HeaderList(this, definition.header ?? definition.headers),
            body: typeof body === "string" ? body : undefined,
            stream: content,
            cookies: new CookieList(this, definition.cookie),
            responseTime: definition.responseTime,
            responseSize: content?.byteLength,
        };
        for (const member in members)
            if (members[member] !== undefined) this[member] = members[member];
    }

    reason() { return this.status || reasonOf(this.code); }

    details() {
        const standardName = reasonOf(this.code);
        const name = this.status || standardName;
        return { code: this.code, name, standardName, detail: detailOf(this.code) };
    }

    text() {
        return this.stream === undefined
            ? this.body
            : this.stream.toString(charsetOf(this.headers.get("content-type") ?? ""));
    }
    json(reviver, isStrict) { return parseResponseJSON(this.text(), reviver, isStrict); }

    jsonp(reviver) {
        const padded = this.text() ?? "";
        return parseResponseJSON(padded.replace(/^[^{(]*\(/, "").replace(/\)[^}]*$/, ""), reviver);
    }

    /** The content coding, by its header or by the first bytes of gzip. */
    encoding() {
        const format = this.headers.get("content-encoding");
        if (format) return { format, source: "header" };
        const [first, second, third] = this.stream ?? [];
        const isZipped = first === 0x1f && second === 0x8b && third === 8;
        return isZipped
            ? { format: "gzip", source: "body" }
            : { format: undefined, source: undefined };
    }

    size() {
        // What was compressed has the size that the server says.
        const isCompressed = /gzip|deflate/i.test(this.headers.get("content-encoding"));
        const said = isCompressed ? parseInt(this.headers.get("content-length"), 10) : NaN;
        const body = Number.isNaN(said)
            ? this.stream?.byteLength ?? Buffer.byteLength(`${this.body ?? ""}`) : said;
        const header =
            `HTTP/X.X ${this.code} ${this.reason()}\r\n\r\n`.length + this.headers.contentSize();
        return { body, header, total: body + header };
    }

    contentInfo() {
        return contentInfo(this, charsetOf(this.headers.get("content-type") || "text/plain"));
    }

    dataURI() {
        const [type] = this.contentInfo().contentType.split(";");
        const bytes = this.stream ?? Buffer.from(this.body ?? "");
        return `data:${type};base64, ${bytes.toString("base64")}`;
    }

    /** The response with its bytes as Node's Buffer writes them, or its text if it has no bytes. */
    toJSON() {
        const {
            id, name, originalRequest, code, status, headers, stream, cookies, responseTime,
            responseSize,
        } = this;
        return toPlain({
            id,
            name,
            originalRequest,
            status,
            code,
            header: headers,
            body: stream === undefined ? this.body : undefined,
            stream,
            cookie: cookies,
            responseTime,
            responseSize,
        });
    }

    /** Starts an assertion about it. */
    get to() { return library("chai").expect(this).to; }

    static isResponse(value) { return value instanceof Response; }
}

kinds.Response = Response;

// Members of its own, as those of any other response; a copy of the response has them too. They are
// variables and not static fields of the class: if a class names itself to read a static field, the
// bundler makes weak maps of all its private members, which are slow.
let headersMember, streamMember, cookiesMember, codeMember, statusMember;

/**
 * A response of the host, by its head. Most scripts ask for its code or its body alone, so each
 * of the other members is made when it is first touched.
 */
export class ReceivedResponse extends Response {
    // To scripts it is any other response.
    static get name() { return "PostmanResponse"; }

    #number;
    #head;
    #headers;
    #text;

    static {
        headersMember = lazyMember(
            "headers", (response) => (#head in response ? response.#madeHeaders() : undefined));
        streamMember = lazyMember(
            "stream",
            (response) => #head in response
                ? Buffer.from(native.responseBytes(response.#number)) : undefined);
        cookiesMember = lazyMember(
            "cookies", (response) => (#head in response ? new CookieList(response) : undefined));
        codeMember = lazyMember(
            "code", (response) => (#head in response ? response.#readCode() : undefined));
        statusMember = lazyMember(
            "status", (response) => (#head in response ? response.#readStatus() : undefined));
    }

    /**
     * Takes what `native.responseHead` says, and whether the host must know if the script reads
     * a status of 400 or above.
     */
    constructor(said, isWatched = false) {
        super(received);
        const head = texts(said);
        this.#number = +head[ResponseHeadField.number];
        this.#head = head;
        if (isWatched && +head[ResponseHeadField.status] >= 400) {
            defineProperty(this, "status", statusMember);
            defineProperty(this, "code", codeMember);
        } else {
            this.status = head[ResponseHeadField.reason] || undefined;
            this.code = +head[ResponseHeadField.status];
        }
        defineProperty(this, "headers", headersMember);
        defineProperty(this, "stream", streamMember);
        defineProperty(this, "cookies", cookiesMember);
        this.responseTime = +head[ResponseHeadField.milliseconds];
        this.responseSize = this.#size(ResponseHeadField.bodySize);
    }

    #readCode() {
        native.statusIsRead();
        return +this.#head[ResponseHeadField.status];
    }

    #readStatus() {
        native.statusIsRead();
        return this.#head[ResponseHeadField.reason] || undefined;
    }

    /** The names and values of the headers take turns in what the host says. */
    #madeHeaders() {
        if (this.#headers !== undefined) return this.#headers;
        const lines = texts(native.responseHeaders(this.#number));
        const headers = new HeaderList(this);
        for (let i = 0; i + 1 < lines.length; i += 2)
            headers.add({ key: lines[i], value: lines[i + 1] });
        this.#headers = headers;
        return headers;
    }

    /** The content type; the list of headers is not made for it. */
    #contentType() {
        if (this.#headers !== undefined) return this.headers.get("content-type");
        return native.responseContentType(this.#number);
    }

    #size(field) { return #head in this ? +this.#head[field] : 0; }

    get body() { return #head in this ? this.text() : undefined; }
    set body(body) { own(this, "body", body, true); }

    get downloadedBytes() { return this.#size(ResponseHeadField.bodySize); }

    text() {
        if (!(#head in this)) return super.text();
        this.#text ??=
            native.responseText(this.#number, charsetOf(this.#contentType() || "text/plain"));
        return this.#text;
    }

    size() {
        if (!(#head in this)) return super.size();
        const [head, wire] =
            [this.#size(ResponseHeadField.headSize), this.#size(ResponseHeadField.wireSize)];
        return { body: wire, header: head, total: wire + head };
    }
}

/** Describes a member that is made when it is first read. */
function lazyMember(name, make) {
    // The values of objects that a script has frozen.
    const made = new NativeWeakMap();
    const get = function () {
        if (made.has(this)) return made.get(this);
        const value = make(this);
        if (!own(this, name, value, true)) made.set(this, value);
        return value;
    };
    lazyGetters.add(get);
    return {
        __proto__: null,
        configurable: true,
        enumerable: true,
        get,
        set(value) { own(this, name, value, true); },
    };
}

/**
 * Gives an object a member of its own in place of what its class has; false if a script has frozen
 * the object.
 */
function own(object, name, value, enumerable) {
    return tryToDefine(
        object, name,
        { __proto__: null, value, enumerable, writable: true, configurable: true });
}
