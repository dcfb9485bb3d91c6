// Blob and File of the File API, held in memory.

import { isObject, showMembers } from "../core/primordials.js";
import { codedError, missing, wrongType } from "../node/arguments.js";
import { bytesOf, decodeUTF8, encodeUTF8, isArrayBuffer } from "./encoding.js";
import { ReadableStream } from "./readable-stream.js";

function concatenate(parts) {
    const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
    let position = 0;
    for (const part of parts) {
        bytes.set(part, position);
        position += part.length;
    }
    return bytes;
}

/** A media type as a Blob keeps it: lower case, empty if it has anything but printable ASCII. */
const typeOf = (type) => (/^[\x20-\x7e]*$/.test(String(type)) ? String(type).toLowerCase() : "");

export class Blob {
    #bytes;
    #type;

    constructor(parts = [], options = {}) {
        if (!isObject(parts) || typeof parts[Symbol.iterator] !== "function")
            throw wrongType('"sources" argument', "a sequence", parts);
        if (options !== null && !isObject(options))
            throw wrongType('"options" argument', "a dictionary", options);
        const { type = "", endings = "transparent" } = options ?? {};
        if (endings !== "transparent" && endings !== "native") {
            throw codedError(
                new TypeError(
                    `The property 'options.endings' is invalid. Received '${endings}'`),
                "ERR_INVALID_ARG_VALUE");
        }
        this.#type = typeOf(type);
        this.#bytes = concatenate(Array.from(parts, (part) => {
            if (part instanceof Blob) return part.#bytes;
            if (ArrayBuffer.isView(part) || isArrayBuffer(part)) return bytesOf(part);
            const text = `${part}`;
            return encodeUTF8(endings === "native" ? text.replace(/\r\n?/g, "\n") : text);
        }));
    }

    get size() { return this.#bytes.length; }
    get type() { return this.#type; }

    slice(start = 0, end = this.size, type = "") {
        const blob = new Blob([], { type });
        blob.#bytes = this.#bytes.slice(start, end);
        return blob;
    }

    async arrayBuffer() { return this.#bytes.slice().buffer; }
    async bytes() { return this.#bytes.slice(); }
    async text() {
        const text = decodeUTF8(this.#bytes);
        return text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
    }

    stream() {
        const bytes = this.#bytes.slice();
        let position = 0;
        return new ReadableStream({
            type: "bytes",
            pull(controller) {
                const chunk = bytes.slice(position, position += 65536);
                if (chunk.length > 0) controller.enqueue(chunk);
                if (position < bytes.length) return;
                controller.close();
                controller.byobRequest?.respond(0);
            },
        });
    }

    get [Symbol.toStringTag]() { return "Blob"; }
}

export class File extends Blob {
    #name;
    #lastModified;

    constructor(parts, name, options = {}) {
        if (arguments.length < 2) throw missing("fileBits", "fileName");
        super(parts, options);
        this.#name = String(name);
        this.#lastModified = options?.lastModified === undefined
            ? Date.now()
            : Math.trunc(Number(options.lastModified)) || 0;
    }

    get name() { return this.#name; }
    get lastModified() { return this.#lastModified; }
    get [Symbol.toStringTag]() { return "File"; }
}

showMembers(Blob, "size", "type");
showMembers(File, "size", "type", "name", "lastModified");
