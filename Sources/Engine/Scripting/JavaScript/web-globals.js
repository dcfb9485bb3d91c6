// Buffer and the web's globals: each is there, and its part is evaluated on first use.

import { queueMicrotask } from "./microtasks.js";
import { borrow } from "./parts.js";
import { define } from "./primordials.js";

/** Part → the globals that it has. */
const globals = {
    __proto__: null,
    buffer: ["Buffer"],
    bytes: ["atob", "btoa", "Crypto", "crypto"],
    subtle: ["CryptoKey", "SubtleCrypto"],
    web: [
        "AbortController", "AbortSignal", "Blob", "CustomEvent", "DOMException", "Event", "EventTarget", "File",
        "structuredClone", "URL", "URLSearchParams",
        "ByteLengthQueuingStrategy", "CountQueuingStrategy", "ReadableStream", "ReadableStreamDefaultController",
        "ReadableStreamDefaultReader", "TextDecoder", "TextDecoderStream", "TextEncoder", "TextEncoderStream",
        "TransformStream", "TransformStreamDefaultController", "WritableStream", "WritableStreamDefaultController",
        "WritableStreamDefaultWriter",
    ],
};

export function installWebGlobals() {
    define(globalThis, "queueMicrotask", queueMicrotask);
    for (const name in globals) borrow(globalThis, name, globals[name]);
}
