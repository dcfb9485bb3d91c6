// SharedArrayBuffer: the engine has it, but gives it to no script.

import { guardedBuffer } from "../core/large-values.js";
import { guardBuffers } from "../core/memory.js";

/** Returns the engine's class, which memory of WebAssembly that is shared belongs to. */
export function sharedArrayBufferClass() {
    const memory = new WebAssembly.Memory({ initial: 0, maximum: 1, shared: true });
    const SharedArrayBuffer = memory.buffer.constructor;
    guardBuffers(SharedArrayBuffer.prototype);
    return guardedBuffer(SharedArrayBuffer);
}
