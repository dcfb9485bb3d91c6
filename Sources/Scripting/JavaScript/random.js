// Random bytes of the host, and the UUIDs made of them.

import { native } from "./native.js";
import { define, NativeTypeError } from "./primordials.js";

const randomBytes = (count) => new Uint8Array(native.randomBytes(count));

export function randomUUID() {
    const bytes = randomBytes(16);
    bytes[6] = bytes[6] & 0x0f | 0x40;
    bytes[8] = bytes[8] & 0x3f | 0x80;
    const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
    return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}

function getRandomValues(target) {
    if (!ArrayBuffer.isView(target)) throw new NativeTypeError("The target must be a typed array of integers.");
    const bytes = new Uint8Array(target.buffer, target.byteOffset, target.byteLength);
    bytes.set(randomBytes(bytes.length));
    return target;
}

export function installRandom() {
    define(globalThis, "crypto", { randomUUID, getRandomValues });
}
