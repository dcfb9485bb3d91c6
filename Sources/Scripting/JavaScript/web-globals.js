// The web globals that few scripts touch: each is there, and its part is evaluated on first use.

import { Buffer } from "./buffer.js";
import { base64 } from "./base64.js";
import { bytesOf, decodeUTF8, encodeUTF8 } from "./encoding.js";
import { format } from "./format.js";
import { inspect } from "./inspect.js";
import { native } from "./native.js";
import { define, defineLazy, isPlainObject } from "./primordials.js";
import { randomBytes, randomUUID } from "./random.js";
import { library, part, provideInternally } from "./require.js";
import { current } from "./script.js";
import { schedule, timers } from "./timers.js";
import { TextDecoder, TextEncoder } from "./text-coder.js";

const names = [
    "AbortController", "AbortSignal", "Blob", "CustomEvent", "DOMException", "Event", "EventTarget", "File",
    "structuredClone",
    "ByteLengthQueuingStrategy", "CountQueuingStrategy", "ReadableStream", "ReadableStreamDefaultController",
    "ReadableStreamDefaultReader", "TextDecoderStream", "TextEncoderStream", "TransformStream",
    "TransformStreamDefaultController", "WritableStream", "WritableStreamDefaultController",
    "WritableStreamDefaultWriter",
];

/** What the parts that stand apart take from the sandbox. */
const internals = {
    base64, Buffer, bytesOf, current, decodeUTF8, define, encodeUTF8, format, inspect, isPlainObject, library, native, part,
    randomBytes, randomUUID, schedule, TextDecoder, TextEncoder, timers,
};

export function installWebGlobals() {
    provideInternally("sandbox", internals);
    for (const name of names) defineLazy(globalThis, name, () => part("web")[name]);
    for (const name of ["CryptoKey", "SubtleCrypto"]) defineLazy(globalThis, name, () => part("subtle")[name]);
}
