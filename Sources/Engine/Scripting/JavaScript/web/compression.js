// CompressionStream and DecompressionStream of the Compression Standard.

import { bytesOf } from "./encoding.js";
import { Deflate, Inflate } from "./pako.js";
import { TransformStream } from "./transform-stream.js";

/** Format → the library's options for writing and for reading it. */
const formats = {
    __proto__: null,
    "deflate": [{}, { windowBits: 15 }],
    "deflate-raw": [{ raw: true }, { raw: true }],
    "gzip": [{ gzip: true }, { windowBits: 31 }],
};

function optionsFor(format) {
    const options = formats[String(format)];
    if (options !== undefined) return options;
    const known = Object.keys(formats).map((name) => `'${name}'`).join(", ");
    const error = new TypeError(
        `The argument 'format' must be one of: ${known}. Received '${String(format)}'`);
    error.code = "ERR_INVALID_ARG_VALUE";
    throw error;
}

/** Makes a stream of bytes that the library transforms; `checkEnd` finds what is missing. */
function transformBytes(coder, checkEnd) {
    const push = (bytes, isLast) => {
        if (!coder.push(bytes, isLast) && coder.err) throw invalid(coder.msg);
    };
    return new TransformStream({
        start(controller) { coder.onData = (bytes) => controller.enqueue(bytes); },
        transform(chunk) {
            const bytes = bytesOf(chunk);
            if (coder.ended && bytes.length > 0) throw invalid("there is data after its end");
            push(bytes, false);
        },
        flush() {
            checkEnd?.();
            if (!coder.ended) push(new Uint8Array(0), true);
        },
    });
}

const invalid = (reason) => new TypeError(`the compressed data is not valid: ${reason}`);

export class CompressionStream {
    #stream;

    constructor(format) {
        const [options] = optionsFor(format);
        this.#stream = transformBytes(new Deflate(options));
    }

    get readable() { return this.#stream.readable; }
    get writable() { return this.#stream.writable; }
    get [Symbol.toStringTag]() { return "CompressionStream"; }
}

export class DecompressionStream {
    #stream;

    constructor(format) {
        const [, options] = optionsFor(format);
        const coder = new Inflate(options);
        this.#stream = transformBytes(coder, () => {
            if (!coder.ended) throw invalid("it ends too early");
        });
    }

    get readable() { return this.#stream.readable; }
    get writable() { return this.#stream.writable; }
    get [Symbol.toStringTag]() { return "DecompressionStream"; }
}
