// pm.response: Postman's Response over what the host received. The head crosses when the object is
// made, the body when it is asked for.

import { CookieList } from "./cookies.js";
import { HeaderList } from "./headers.js";
import { parseResponseJSON } from "./json.js";
import { native, texts } from "./native.js";
import { define, defineLazy, isObject } from "./primordials.js";
import { Property, toPlain } from "./property.js";
import { randomUUID } from "./random.js";
import { Request } from "./request.js";
import { library, part } from "./require.js";

/** The Buffer of Node, evaluated on first use. */
const buffers = () => part("buffer").Buffer;

/** The reason phrases of RFC 9110 and the registered codes beside it. */
const reasons = {
    100: "Continue", 101: "Switching Protocols", 102: "Processing", 103: "Early Hints", 200: "OK",
    201: "Created", 202: "Accepted", 203: "Non-Authoritative Information", 204: "No Content",
    205: "Reset Content", 206: "Partial Content", 207: "Multi-Status", 208: "Already Reported",
    226: "IM Used", 300: "Multiple Choices", 301: "Moved Permanently", 302: "Found", 303: "See Other",
    304: "Not Modified", 305: "Use Proxy", 307: "Temporary Redirect", 308: "Permanent Redirect",
    400: "Bad Request", 401: "Unauthorized", 402: "Payment Required", 403: "Forbidden",
    404: "Not Found", 405: "Method Not Allowed", 406: "Not Acceptable",
    407: "Proxy Authentication Required", 408: "Request Timeout", 409: "Conflict", 410: "Gone",
    411: "Length Required", 412: "Precondition Failed", 413: "Payload Too Large", 414: "URI Too Long",
    415: "Unsupported Media Type", 416: "Range Not Satisfiable", 417: "Expectation Failed",
    418: "I'm a teapot", 421: "Misdirected Request", 422: "Unprocessable Entity", 423: "Locked",
    424: "Failed Dependency", 425: "Too Early", 426: "Upgrade Required", 428: "Precondition Required",
    429: "Too Many Requests", 431: "Request Header Fields Too Large",
    451: "Unavailable For Legal Reasons", 500: "Internal Server Error", 501: "Not Implemented",
    502: "Bad Gateway", 503: "Service Unavailable", 504: "Gateway Timeout",
    505: "HTTP Version Not Supported", 506: "Variant Also Negotiates", 507: "Insufficient Storage",
    508: "Loop Detected", 510: "Not Extended", 511: "Network Authentication Required",
};

/** File extensions that are not the subtype itself. */
const extensions = { plain: "txt", javascript: "js", "octet-stream": "bin", markdown: "md", "svg+xml": "svg" };

/** What a media type is at heart, and its format: as Postman tells them apart. */
function kindOf(family, subtype) {
    if (family === "audio" || family === "video" || family === "image") return [family, family];
    const markup = /jsonp|json|xml|html|yaml|javascript|script/.exec(subtype)?.[0];
    if (family === "text" || markup) return ["text", markup ?? "plain"];
    const medium = /audio|video|image|text/.exec(subtype)?.[0];
    if (medium) return [medium, medium];
    return /^(application|message|multipart)$/.test(family) ? [family, "raw"] : ["unknown", "raw"];
}

/** The charset of a content type, in lower case; Node's name for UTF-8, which is also the default. */
function charsetOf(contentType) {
    const charset = /;\s*charset\s*=\s*["']?([^\s;"']+)/i.exec(contentType)?.[1].toLowerCase() ?? "utf8";
    return charset === "utf-8" ? "utf8" : charset;
}

/** The host's number of the item's own response. */
export const itemResponse = 0;

export class Response extends Property {
    static name = "Response";
    static indexKey = "id";

    #id;

    constructor(definition = {}) {
        super();
        this.update(definition);
    }

    update(definition) {
        const { code, status, reason, header, headers, body, stream, responseTime, cookie } = definition;
        this.code = code;
        this.status = reason ?? status ?? reasons[code];
        this.headers = new HeaderList(this, header ?? headers);
        this.responseTime = responseTime;
        const bytes = stream ?? (isObject(body) ? body : undefined);
        this.body = typeof body === "string" ? body : undefined;
        this.stream = bytes === undefined ? undefined : buffers().from(bytes);
        define(this, "cookies", new CookieList(this, cookie));
        // What only the example of a collection has.
        const { id, name, originalRequest } = definition;
        if (id) this.id = id;
        if (name) this.name = name;
        if (originalRequest) this.originalRequest = new Request(originalRequest);
    }

    /** Made when it is asked for: few scripts do. */
    get id() {
        if (!(#id in this)) return undefined;
        this.#id ??= randomUUID();
        return this.#id;
    }

    set id(id) { if (#id in this) this.#id = id; }

    get responseSize() { return this.stream?.byteLength; }

    reason() { return this.status || reasons[this.code]; }

    details() {
        const standardName = reasons[this.code];
        return { code: this.code, name: this.status || standardName, standardName, detail: "" };
    }

    text() { return this.stream === undefined ? this.body : this.stream.toString(this.contentInfo().charset); }
    json(reviver, _strict) { return parseResponseJSON(this.text(), reviver); }

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
        return isZipped ? { format: "gzip", source: "body" } : { format: undefined, source: undefined };
    }

    size() {
        const body = this.stream?.byteLength ?? (this.body === undefined ? 0 : buffers().byteLength(this.body));
        const header = `HTTP/X.X ${this.code} ${this.reason()}\r\n\r\n`.length + this.headers.contentSize();
        return { body, header, total: body + header };
    }

    contentInfo() {
        const contentType = this.headers.get("content-type") || "text/plain";
        const [family, subtype = ""] = contentType.split(";")[0].replace(/\s/g, "").toLowerCase().split("/");
        const [mimeType, mimeFormat] = kindOf(family, subtype);
        const fileExtension = extensions[subtype] ?? subtype.split("+").at(-1);
        const name = /filename\s*=\s*"?([^";]+)/i.exec(this.headers.get("content-disposition") ?? "")?.[1];
        const fileName = name ?? (fileExtension ? `response.${fileExtension}` : "response");
        return { mimeType, mimeFormat, charset: charsetOf(contentType), fileExtension, fileName, contentType };
    }

    dataURI() {
        const type = this.headers.get("content-type") ?? "text/plain";
        const bytes = this.stream ?? buffers().from(this.body ?? "");
        return `data:${type};base64, ${bytes.toString("base64")}`;
    }

    toJSON() {
        const { id, name, originalRequest, code, status, responseTime, headers, cookies } = this;
        return toPlain({
            id, name, originalRequest, status, code, header: headers, body: this.text(), responseTime,
            cookie: cookies,
        });
    }

    /** Starts an assertion about it. */
    get to() { return library("chai").expect(this).to; }

    static isResponse(value) { return value instanceof Response; }
}

/** A response of the host, by its number. */
export class ReceivedResponse extends Response {
    // To scripts it is any other response.
    static name = "Response";

    #number;
    #text;

    constructor(number) {
        const [code, reason, time, headerSize, bodySize, ...fields] = texts(native.responseHead(number));
        super({ code: +code, reason: reason || undefined, responseTime: +time });
        this.#number = number;
        for (let i = 0; i + 1 < fields.length; i += 2) this.headers.add({ key: fields[i], value: fields[i + 1] });
        define(this, "sizes", [+headerSize, +bodySize]);
        defineLazy(this, "stream", () => buffers().from(native.responseBytes(number)));
        delete this.body;
        Object.defineProperty(this, "body", { get: () => this.text(), configurable: true, enumerable: false });
    }

    get responseSize() { return this.sizes[1]; }
    get downloadedBytes() { return this.sizes[1]; }

    text() {
        this.#text ??= native.responseText(this.#number, this.contentInfo().charset);
        return this.#text;
    }

    size() {
        const [header, body] = this.sizes;
        return { body, header, total: body + header };
    }
}
