// Random bytes of the host, the UUIDs made of them, and the global `crypto`.

import { native } from "../../core/native.js";
import { getPrototypeOf } from "../../core/primordials.js";
import { DOMException } from "../dom-exception.js";
import { subtle } from "./subtle-crypto.js";

export const randomBytes = (count) => new Uint8Array(native.randomBytes(count));

export function randomUUID() {
    const bytes = randomBytes(16);
    bytes[6] = bytes[6] & 0x0f | 0x40;
    bytes[8] = bytes[8] & 0x3f | 0x80;
    const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
    return [
        hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)
    ].join("-");
}

const TypedArray = getPrototypeOf(Uint8Array);

export class Crypto {
    // The bundler renames a class that mentions itself.
    static get name() { return "Crypto"; }

    get subtle() { return subtle; }
    randomUUID() { return randomUUID(); }

    getRandomValues(target) {
        if (!(target instanceof TypedArray) || /^Float/.test(target[Symbol.toStringTag])) {
            throw new DOMException(
                "The target must be a typed array of integers.", "TypeMismatchError");
        }
        if (target.byteLength > 65536) {
            throw new DOMException(
                `${target.byteLength} bytes are asked for, at most 65536 are given`,
                "QuotaExceededError");
        }
        const bytes = new Uint8Array(target.buffer, target.byteOffset, target.byteLength);
        bytes.set(randomBytes(bytes.length));
        return target;
    }

    get [Symbol.toStringTag]() { return "Crypto"; }
}

export const crypto = new Crypto();
