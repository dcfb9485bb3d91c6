// Buffer and the web globals that few scripts touch: each is there, and its part is evaluated on first use.

import { base64 } from "./base64.js";
import { bytesOf, decodeUnits, decodeUTF8, encodeUTF8, incompleteUTF8, invalidData } from "./encoding.js";
import { stackText } from "./errors.js";
import { parseResponseJSON } from "./json.js";
import { native, texts } from "./native.js";
import {
    append, apply, assign, define, defineLazy, defineProperty, getOwnPropertyDescriptor, getPrototypeOf, hasOwn, indexOf,
    isArray, isObject, isPlainObject, NativeError, NativeMap, NativePromise, NativeTypeError, ownKeys, parseJSON,
    stringifyJSON, symbolText,
} from "./primordials.js";
import { randomBytes, randomUUID } from "./random.js";
import { exportPart, library, loadedPart, part, provideInternally, require } from "./require.js";
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
    append, apply, assign, base64, bytesOf, current, decodeUnits, decodeUTF8, define, defineLazy, defineProperty,
    encodeUTF8, exportPart, getOwnPropertyDescriptor, getPrototypeOf, hasOwn, incompleteUTF8, indexOf, invalidData, isArray, isObject,
    isPlainObject, library, loadedPart, native, NativeError, NativeMap, NativePromise, NativeTypeError, ownKeys, parseJSON,
    parseResponseJSON, part, randomBytes, randomUUID, require, schedule, stackText, stringifyJSON, symbolText, texts,
    timers,
    get format() { return part("console").format; },
    get inspect() { return part("console").inspect; },
};

export function installWebGlobals() {
    provideInternally("sandbox", () => internals);
    defineLazy(globalThis, "Buffer", () => part("buffer").Buffer);
    for (const name of names) defineLazy(globalThis, name, () => part("web")[name]);
    for (const name of ["CryptoKey", "SubtleCrypto"]) defineLazy(globalThis, name, () => part("subtle")[name]);
}
