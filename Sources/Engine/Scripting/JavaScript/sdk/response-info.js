// What a response says about its content, and what its status means: Postman's contentInfo() and
// details(), which few scripts ask for.

import { Buffer } from "../node/buffer/buffer.js";

/** What a status means, in a sentence: by itself, or by its class (RFC 9110 §15). */
const details = {
    __proto__: null,
    200: "The request succeeded.",
    201: "The request succeeded, and the server created a resource.",
    202: "The server accepted the request and has not finished it yet.",
    204: "The request succeeded, and the response has no body.",
    206: "The response has the part of the resource that the request asked for.",
    301: "The resource has a new address for good.",
    302: "The resource is at another address for the moment.",
    303: "The response to the request is at another address.",
    304: "The resource has not changed since the time or version in the request.",
    400: "The server cannot understand the request.",
    401: "The request lacks valid credentials.",
    403: "The server understood the request and refuses it.",
    404: "The server has nothing at this address.",
    405: "The resource does not support the method of the request.",
    408: "The server did not receive the whole request in time.",
    409: "The request conflicts with the state of the resource.",
    410: "The resource is gone for good.",
    413: "The body of the request is too large for the server.",
    415: "The server does not support the media type of the request.",
    422: "The server understood the request and cannot process its content.",
    429: "The client sent too many requests in a given time.",
    500: "The server met an unexpected condition.",
    501: "The server does not support what the request needs.",
    502: "The server, as a gateway, received an invalid response.",
    503: "The server cannot handle the request at the moment.",
    504: "The server, as a gateway, received no response in time.",
};
const classes = [
    "", "The server continues with the request.", "The request succeeded.",
    "The client has to go to another address.", "The request has a fault.",
    "The server failed to fulfil the request.",
];
/** What the status says, in a sentence; empty if it is not a status of HTTP. */
export const detailOf = (code) => details[code] ?? classes[Math.floor(code / 100)] ?? "";

/** How the bytes of formats begin that have no text, and their media types. */
const signatures = [
    [/^\x89PNG\r\n\x1a\n/, "image/png"],
    [/^\xff\xd8\xff/, "image/jpeg"],
    [/^GIF8[79]a/, "image/gif"],
    [/^RIFF[^]{4}WEBP/, "image/webp"],
    [/^%PDF/, "application/pdf"],
    [/^PK\x03\x04/, "application/zip"],
    [/^\x1f\x8b\x08/, "application/gzip"],
    [/^[^]{4}ftyp/, "video/mp4"],
    [/^OggS/, "audio/ogg"],
];

/** The media type that the first bytes of a body show; undefined if they show none. */
function typeOf(bytes) {
    const start = Buffer.from(bytes ?? []).toString("latin1", 0, 12);
    return signatures.find(([pattern]) => pattern.test(start))?.[1];
}

/** File extensions that are not the subtype itself. */
const extensions = {
    plain: "txt",
    javascript: "js",
    "octet-stream": "bin",
    markdown: "md",
    "svg+xml": "svg"
};

/** The kind of a media type, and its format, as Postman distinguishes them. */
function kindOf(family, subtype) {
    if (family === "audio" || family === "video" || family === "image") return [family, family];
    const markup = /jsonp|json|xml|html|yaml|javascript|script/.exec(subtype)?.[0];
    if (family === "text" || markup) return ["text", markup ?? "plain"];
    const medium = /audio|video|image|text/.exec(subtype)?.[0];
    if (medium) return [medium, medium];
    return /^(application|message|multipart)$/.test(family) ? [family, "raw"] : ["unknown", "raw"];
}

/** The name `filename*` of Content-Disposition (RFC 8187), without its percent-encoding. */
function encodedName(disposition) {
    const [, charset, value] =
        /;\s*filename\*\s*=\s*(utf-8|iso-8859-1)'[^']*'([^;\s]+)/i.exec(disposition) ?? [];
    if (value === undefined) return undefined;
    const bytes =
        value.replace(/%([\da-f]{2})/gi, (_, digits) => String.fromCharCode(`0x${digits}`));
    return Buffer.from(bytes, "latin1").toString(/^utf-8$/i.test(charset) ? "utf8" : "latin1");
}

/** The name of the file that Content-Disposition says, without folders. */
function fileNameIn(disposition) {
    const [, quoted, token] =
        /(?:^|;)\s*filename\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^;\s]+))/i.exec(disposition) ?? [];
    const name = encodedName(disposition) ?? quoted?.replace(/\\(.)/g, "$1") ?? token;
    return name?.split("/").at(-1);
}

/** What the headers of a response say about its content, else its first bytes. */
export function contentInfo(response, charset) {
    const contentType =
        response.headers.get("content-type") || typeOf(response.stream) || "text/plain";
    const [family, subtype = ""] =
        contentType.split(";")[0].replace(/\s/g, "").toLowerCase().split("/");
    const [mimeType, mimeFormat] = kindOf(family, subtype);
    const fileExtension = extensions[subtype] ?? subtype.split("+").at(-1);
    const fileName = fileNameIn(response.headers.get("content-disposition") ?? "")
        || (fileExtension ? `response.${fileExtension}` : "response");
    return { mimeType, mimeFormat, charset, fileExtension, fileName, contentType };
}
