// Buffer and the web's globals. All of them are there from the start; the code behind each is
// evaluated on first use.

import { native } from "../core/native.js";
import { define, defineLazy } from "../core/primordials.js";
import { Buffer } from "../node/buffer/buffer.js";
import { CryptoKey } from "./crypto/crypto-key.js";
import { Crypto, crypto } from "./crypto/random.js";
import { SubtleCrypto } from "./crypto/subtle-crypto.js";
import { AbortController, AbortSignal } from "./abort.js";
import { atob, btoa } from "./base64.js";
import { Blob, File } from "./blob.js";
import { structuredClone } from "./clone.js";
import { CompressionStream, DecompressionStream } from "./compression.js";
import { DOMException } from "./dom-exception.js";
import { CustomEvent, Event, EventTarget } from "./events.js";
import { queueMicrotask } from "./microtasks.js";
import {
    ByteLengthQueuingStrategy, CountQueuingStrategy, ReadableByteStreamController, ReadableStream,
    ReadableStreamBYOBReader, ReadableStreamBYOBRequest, ReadableStreamDefaultController,
    ReadableStreamDefaultReader,
} from "./readable-stream.js";
import { URLSearchParams } from "./search-params.js";
import { sharedArrayBufferClass } from "./shared-memory.js";
import { TextDecoder, TextEncoder } from "./text-coder.js";
import {
    TextDecoderStream, TextEncoderStream, TransformStream, TransformStreamDefaultController,
} from "./transform-stream.js";
import { URL } from "./url.js";
import {
    WritableStream, WritableStreamDefaultController, WritableStreamDefaultWriter,
} from "./writable-stream.js";

/** Global → a function that returns its value, and evaluates the part that has it. */
const globals = {
    __proto__: null,
    AbortController: () => AbortController,
    AbortSignal: () => AbortSignal,
    Blob: () => Blob,
    Buffer: () => Buffer,
    ByteLengthQueuingStrategy: () => ByteLengthQueuingStrategy,
    CompressionStream: () => CompressionStream,
    CountQueuingStrategy: () => CountQueuingStrategy,
    Crypto: () => Crypto,
    CryptoKey: () => CryptoKey,
    CustomEvent: () => CustomEvent,
    DOMException: () => DOMException,
    DecompressionStream: () => DecompressionStream,
    Event: () => Event,
    EventTarget: () => EventTarget,
    File: () => File,
    ReadableByteStreamController: () => ReadableByteStreamController,
    ReadableStream: () => ReadableStream,
    ReadableStreamBYOBReader: () => ReadableStreamBYOBReader,
    ReadableStreamBYOBRequest: () => ReadableStreamBYOBRequest,
    ReadableStreamDefaultController: () => ReadableStreamDefaultController,
    ReadableStreamDefaultReader: () => ReadableStreamDefaultReader,
    SharedArrayBuffer: sharedArrayBufferClass,
    SubtleCrypto: () => SubtleCrypto,
    TextDecoder: () => TextDecoder,
    TextDecoderStream: () => TextDecoderStream,
    TextEncoder: () => TextEncoder,
    TextEncoderStream: () => TextEncoderStream,
    TransformStream: () => TransformStream,
    TransformStreamDefaultController: () => TransformStreamDefaultController,
    URL: () => URL,
    URLSearchParams: () => URLSearchParams,
    WritableStream: () => WritableStream,
    WritableStreamDefaultController: () => WritableStreamDefaultController,
    WritableStreamDefaultWriter: () => WritableStreamDefaultWriter,
    atob: () => atob,
    btoa: () => btoa,
    crypto: () => crypto,
    structuredClone: () => structuredClone,
};

const { wait: waitInEngine } = Atomics;

/**
 * Waits for what no other script can do, so until the time is over. The host waits: the engine ends
 * the process if a script waits that has a time limit.
 */
function wait(typedArray, index, value, timeout) {
    const outcome = waitInEngine(typedArray, index, value, 0);
    if (outcome === "timed-out") {
        const time = +timeout;
        // If a limit ends the wait, the engine soon ends the script.
        while (!native.sleep(time !== time ? Infinity : time));
    }
    return outcome;
}

export function installWebGlobals() {
    define(Atomics, "wait", wait);
    define(globalThis, "queueMicrotask", queueMicrotask);
    for (const name in globals) defineLazy(globalThis, name, globals[name]);
}
