// SubtleCrypto: each operation returns a promise, and fails by rejecting it.

import { native } from "../../core/native.js";
import { bytesOf, decodeUTF8, encodeUTF8 } from "../encoding.js";
import { blockLength, bytesParameter, digestName, integer, normalize } from "./algorithms.js";
import { CryptoKey, materialOf } from "./crypto-key.js";
import { attempt, failure } from "./failure.js";
import { exportKey, generateKey, importKey } from "./key-formats.js";

/** The parameters of an operation, whose key must be made for it. */
function checked(given, operation, key, usage) {
    const parameters = normalize(given, operation);
    if (!(key instanceof CryptoKey)) throw new TypeError("a CryptoKey is needed");
    if (key.algorithm.name !== parameters.name)
        failure(
            "InvalidAccessError",
            `the key is one of ${key.algorithm.name}, not of ${parameters.name}`);
    if (!key.usages.includes(usage))
        failure("InvalidAccessError", `the key cannot be used to ${usage}`);
    return parameters;
}

/** How a key of several makes signs: scheme, hash, length of the salt. */
function signing(parameters, key) {
    switch (parameters.name) {
        case "RSA-PSS":
            return [
                "pss", key.algorithm.hash.name, integer(parameters.saltLength, "saltLength", 65536)
            ];
        case "RSASSA-PKCS1-v1_5": return ["pkcs1", key.algorithm.hash.name, 0];
        case "ECDSA": return ["", digestName(parameters.hash), 0];
        default: return ["", "", 0];
    }
}

function sign(parameters, key, data) {
    if (parameters.name === "HMAC")
        return native.hmac(key.algorithm.hash.name, materialOf(key), data);
    return attempt(
        "OperationError", () => native.sign(materialOf(key), ...signing(parameters, key), data));
}

/** Compares in a time that does not depend on where the two differ. */
function areEqual(a, b) {
    let difference = a.length ^ b.length;
    for (let i = 0; i < a.length; i++) difference |= a[i] ^ (b[i] ?? 0);
    return difference === 0;
}

function verify(parameters, key, signature, data) {
    if (parameters.name === "HMAC")
        return areEqual(new Uint8Array(sign(parameters, key, data)), signature);
    return attempt(
        "OperationError",
        () => native.verify(materialOf(key), ...signing(parameters, key), data, signature));
}

/** Encrypts or decrypts. */
function cipher(parameters, key, data, isEncrypting) {
    const { name } = parameters;
    if (name === "RSA-OAEP") {
        const label = parameters.label === undefined
            ? new Uint8Array(0)
            : bytesParameter(parameters.label, "label");
        return attempt(
            "OperationError",
            () => native.oaep(materialOf(key), isEncrypting, key.algorithm.hash.name, label, data));
    }
    if (name === "AES-CTR") return counterMode(parameters, key, data);
    if (name === "AES-KW")
        return attempt(
            "OperationError",
            () => native.aes(
                "KW", isEncrypting, materialOf(key), new Uint8Array(0), data, new Uint8Array(0),
                0));
    const vector = bytesParameter(parameters.iv, "iv");
    if (name === "AES-CBC" ? vector.length !== 16 : vector.length === 0)
        failure("OperationError", "the initialization vector has the wrong length");
    const tag = parameters.tagLength ?? 128;
    if (name === "AES-GCM" && ![32, 64, 96, 104, 112, 120, 128].includes(tag))
        failure("OperationError", `a tag of ${tag} bits is none of AES-GCM`);
    const more = parameters.additionalData === undefined
        ? new Uint8Array(0)
        : bytesParameter(parameters.additionalData, "additionalData");
    return attempt(
        "OperationError",
        () =>
            native.aes(name.slice(4), isEncrypting, materialOf(key), vector, data, more, tag / 8));
}

/** Counter mode: of the 16 bytes only the last `length` bits count, and come round to 0. */
function counterMode(parameters, key, data) {
    const counter = bytesParameter(parameters.counter, "counter");
    const length = integer(parameters.length, "length", 128);
    if (counter.length !== 16 || length === 0)
        failure("OperationError", "the counter has 16 bytes, of which 1 to 128 bits count");
    const blocks = Math.ceil(data.length / 16);
    const value =
        BigInt(`0x${Array.from(counter, (byte) => byte.toString(16).padStart(2, "0")).join("")}`);
    const size = 1n << BigInt(length);
    if (BigInt(blocks) > size) failure("OperationError", "the counter is too short for the data");
    const left = Number(size - value % size);
    const run = (start, bytes) => new Uint8Array(
        native.aes("CTR", true, materialOf(key), start, bytes, new Uint8Array(0), 0));
    if (blocks <= left) return run(counter, data).buffer;
    const around = value - value % size;
    const restart = Uint8Array.from(
        { length: 16 }, (_, index) => Number(around >> BigInt(8 * (15 - index)) & 255n));
    const result = new Uint8Array(data.length);
    result.set(run(counter, data.subarray(0, left * 16)));
    result.set(run(restart, data.subarray(left * 16)), left * 16);
    return result.buffer;
}

/** So many bits made of a key; null for as many as there are. */
function derive(parameters, key, length) {
    const { name } = parameters;
    if (name === "ECDH" || name === "X25519") return agree(parameters, key, length);
    const hash = digestName(parameters.hash);
    const salt = bytesParameter(parameters.salt, "salt");
    if (typeof length !== "number" || length % 8 !== 0)
        failure("OperationError", "the length must be a multiple of 8 bits");
    if (name === "HKDF")
        return attempt(
            "OperationError",
            () => native.hkdf(
                hash, materialOf(key), salt, bytesParameter(parameters.info, "info"), length / 8));
    const iterations = integer(parameters.iterations, "iterations", 2 ** 31 - 1);
    if (iterations === 0) failure("OperationError", "at least one iteration is needed");
    return attempt(
        "OperationError", () => native.pbkdf2(hash, materialOf(key), salt, iterations, length / 8));
}

function agree(parameters, key, length) {
    const other = parameters.public;
    if (!(other instanceof CryptoKey)) throw new TypeError("'public' must be a CryptoKey");
    if (other.type !== "public" || other.algorithm.name !== key.algorithm.name
        || other.algorithm.namedCurve !== key.algorithm.namedCurve) {
        failure("InvalidAccessError", "the public key is none of the same kind");
    }
    const secret =
        attempt("OperationError", () => native.sharedSecret(materialOf(key), materialOf(other)));
    if (length === null || length === undefined) return secret;
    if (length > secret.byteLength * 8)
        failure("OperationError", `the secret has only ${secret.byteLength * 8} bits`);
    const bytes = new Uint8Array(secret.slice(0, Math.ceil(length / 8)));
    if (length % 8 !== 0) bytes[bytes.length - 1] &= 255 << (8 - length % 8);
    return bytes.buffer;
}

/** How many bits a key of an algorithm takes; null for any number. */
function lengthOf(given) {
    const parameters = normalize(given);
    if (parameters.name === "HKDF" || parameters.name === "PBKDF2") return null;
    if (parameters.name === "HMAC")
        return parameters.length ?? blockLength(digestName(parameters.hash)) * 8;
    return integer(parameters.length, "length", 256);
}

export class SubtleCrypto {
    async digest(algorithm, data) {
        return native.digest(digestName(algorithm), bytesParameter(data, "data"));
    }

    async sign(algorithm, key, data) {
        return sign(checked(algorithm, "sign", key, "sign"), key, bytesParameter(data, "data"));
    }

    async verify(algorithm, key, signature, data) {
        return verify(
            checked(algorithm, "verify", key, "verify"), key,
            bytesParameter(signature, "signature"), bytesParameter(data, "data"));
    }

    async encrypt(algorithm, key, data) {
        return cipher(
            checked(algorithm, "encrypt", key, "encrypt"), key, bytesParameter(data, "data"), true);
    }

    async decrypt(algorithm, key, data) {
        return cipher(
            checked(algorithm, "decrypt", key, "decrypt"), key, bytesParameter(data, "data"),
            false);
    }

    async generateKey(algorithm, isExtractable, usages) {
        return generateKey(algorithm, isExtractable, usages);
    }
    async importKey(format, data, algorithm, isExtractable, usages) {
        return importKey(format, data, algorithm, isExtractable, usages);
    }

    async exportKey(format, key) {
        if (!(key instanceof CryptoKey)) throw new TypeError("a CryptoKey is needed");
        return exportKey(format, key);
    }

    async deriveBits(algorithm, key, length = null) {
        return derive(checked(algorithm, "deriveBits", key, "deriveBits"), key, length);
    }

    async deriveKey(algorithm, key, derived, isExtractable, usages) {
        const bits =
            derive(checked(algorithm, "deriveBits", key, "deriveKey"), key, lengthOf(derived));
        return importKey("raw", bits, derived, isExtractable, usages);
    }

    async wrapKey(format, key, wrapping, algorithm) {
        const parameters = checked(algorithm, "wrapKey", wrapping, "wrapKey");
        const exported = exportKey(format, key);
        return cipher(
            parameters, wrapping,
            format === "jwk" ? encodeUTF8(JSON.stringify(exported)) : bytesOf(exported), true);
    }

    async unwrapKey(format, wrapped, wrapping, algorithm, keyAlgorithm, isExtractable, usages) {
        const parameters = checked(algorithm, "unwrapKey", wrapping, "unwrapKey");
        const bytes = cipher(parameters, wrapping, bytesParameter(wrapped, "wrappedKey"), false);
        const data = format === "jwk"
            ? attempt("DataError", () => JSON.parse(decodeUTF8(new Uint8Array(bytes))))
            : bytes;
        return importKey(format, data, keyAlgorithm, isExtractable, usages);
    }

    get [Symbol.toStringTag]() { return "SubtleCrypto"; }
}

export const subtle = new SubtleCrypto();
