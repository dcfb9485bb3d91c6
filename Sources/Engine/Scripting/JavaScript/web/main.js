// The web globals that few scripts touch; web-globals.js says where they are installed.

export { AbortController, AbortSignal } from "./abort.js";
export { Blob, File } from "./blob.js";
export { structuredClone } from "./clone.js";
export { DOMException } from "./dom-exception.js";
export { CustomEvent, Event, EventTarget } from "./events.js";
export { URLSearchParams } from "./search-params.js";
export { TextDecoder, TextEncoder } from "./text-coder.js";
export { URL } from "./url.js";
export {
    ByteLengthQueuingStrategy, CountQueuingStrategy, ReadableStream, ReadableStreamDefaultController,
    ReadableStreamDefaultReader,
} from "./readable-stream.js";
export {
    TextDecoderStream, TextEncoderStream, TransformStream, TransformStreamDefaultController,
} from "./transform-stream.js";
export {
    WritableStream, WritableStreamDefaultController, WritableStreamDefaultWriter,
} from "./writable-stream.js";
