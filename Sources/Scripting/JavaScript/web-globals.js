// Buffer and the web globals that few scripts touch: each is there, and its part is evaluated on first use.

import { base64 } from "./base64.js";
import { bytesOf, decodeUnits, decodeUTF8, encodeUTF8, incompleteUTF8, invalidData } from "./encoding.js";
import { format } from "./format.js";
import { inspect } from "./inspect.js";
import { native } from "./native.js";
import { define, defineLazy, isArray, isObject, isPlainObject, NativeTypeError } from "./primordials.js";
import { randomBytes, randomUUID } from "./random.js";
import { library, part, provideInternally } from "./require.js";
import { current } from "./script.js";
import { schedule, timers } from "./timers.js";

const names = [
    "AbortController", "AbortSignal", "Blob", "CustomEvent", "DOMException", "Event", "EventTarget", "File",
    "structuredClone", "URL", "URLSearchParams",
    "ByteLengthQueuingStrategy", "CountQueuingStrategy", "ReadableStream", "ReadableStreamDefaultController",
    "ReadableStreamDefaultReader", "TextDecoder", "TextDecoderStream", "TextEncoder", "TextEncoderStream", "TransformStream",
    "TransformStreamDefaultController", "WritableStream", "WritableStreamDefaultController",
    "WritableStreamDefaultWriter",
];

/** What the parts that stand apart take from the sandbox. */
const internals = {
    base64, bytesOf, current, decodeUnits, decodeUTF8, define, encodeUTF8, format, incompleteUTF8, inspect, invalidData, isArray, isObject, isPlainObject, library, native, NativeTypeError, part,
    randomBytes, randomUUID, schedule, timers,
};

export function installWebGlobals() {
    provideInternally("sandbox", internals);
    defineLazy(globalThis, "Buffer", () => part("buffer").Buffer);
    for (const name of names) defineLazy(globalThis, name, () => part("web")[name]);
    for (const name of ["CryptoKey", "SubtleCrypto"]) defineLazy(globalThis, name, () => part("subtle")[name]);
}
