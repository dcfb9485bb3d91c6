// The algorithms: how each is named, with which keys and usages it works, and its parameters.

import { bytesOf } from "../encoding.js";
import { failure } from "./failure.js";

const signing = { private: ["sign"], public: ["verify"] };
const agreeing = { private: ["deriveKey", "deriveBits"], public: [] };
const symmetric = { secret: ["encrypt", "decrypt", "wrapKey", "unwrapKey"] };

/** Name → family, the usages that each type of key may have, and what can be done by it. */
const algorithms = {
    "HMAC": {
        family: "hmac",
        usages: { secret: ["sign", "verify"] },
        operations: "sign verify generateKey"
    },
    "AES-CBC": {
        family: "aes",
        usages: symmetric,
        operations: "encrypt decrypt wrapKey unwrapKey generateKey"
    },
    "AES-CTR": {
        family: "aes",
        usages: symmetric,
        operations: "encrypt decrypt wrapKey unwrapKey generateKey"
    },
    "AES-GCM": {
        family: "aes",
        usages: symmetric,
        operations: "encrypt decrypt wrapKey unwrapKey generateKey"
    },
    "AES-KW": {
        family: "aes",
        usages: { secret: ["wrapKey", "unwrapKey"] },
        operations: "wrapKey unwrapKey generateKey"
    },
    "RSASSA-PKCS1-v1_5": { family: "rsa", usages: signing, operations: "sign verify generateKey" },
    "RSA-PSS": { family: "rsa", usages: signing, operations: "sign verify generateKey" },
    "RSA-OAEP": {
        family: "rsa",
        usages: { private: ["decrypt", "unwrapKey"], public: ["encrypt", "wrapKey"] },
        operations: "encrypt decrypt wrapKey unwrapKey generateKey",
    },
    "ECDSA": { family: "ec", usages: signing, operations: "sign verify generateKey" },
    "ECDH": { family: "ec", usages: agreeing, operations: "deriveBits generateKey" },
    "Ed25519": { family: "okp", usages: signing, operations: "sign verify generateKey" },
    "X25519": { family: "okp", usages: agreeing, operations: "deriveBits generateKey" },
    "HKDF": {
        family: "derivation",
        usages: { secret: ["deriveKey", "deriveBits"] },
        operations: "deriveBits"
    },
    "PBKDF2": {
        family: "derivation",
        usages: { secret: ["deriveKey", "deriveBits"] },
        operations: "deriveBits"
    },
};

const digests = { "SHA-1": 20, "SHA-256": 32, "SHA-384": 48, "SHA-512": 64 };
export const curves = { "P-256": "prime256v1", "P-384": "secp384r1", "P-521": "secp521r1" };
export const coordinateWidths = { "P-256": 32, "P-384": 48, "P-521": 66 };

const findName = (table, name) =>
    Object.keys(table).find((known) => known.toLowerCase() === String(name).toLowerCase());

/** The digest's name, as `"sha-256"` or `{ name: "SHA-256" }` gives it. */
export function digestName(given) {
    const name = typeof given === "object" && given !== null ? given.name : given;
    return findName(digests, name)
        ?? failure("NotSupportedError", `unrecognized hash '${String(name)}'`);
}

/** The bytes of a digest's block, which is how long a new HMAC key is. */
export const blockLength = (name) => (digests[name] > 32 ? 128 : 64);

export function curveName(given) {
    return findName(curves, given)
        ?? failure("NotSupportedError", `unrecognized curve '${String(given)}'`);
}

/** An algorithm with its parameters, its name spelled as it is. */
export function normalize(given, operation) {
    const parameters = typeof given === "object" && given !== null ? { ...given } : { name: given };
    if (typeof parameters.name !== "string") throw new TypeError("an algorithm needs a name");
    const name = findName(algorithms, parameters.name);
    const known = algorithms[name];
    if (known === undefined
        || (operation !== undefined && !known.operations.split(" ").includes(operation))) {
        failure(
            "NotSupportedError",
            `unrecognized algorithm '${parameters.name}'${
                operation === undefined ? "" : ` for ${operation}`}`);
    }
    return { ...parameters, name };
}

export const familyOf = (name) => algorithms[name].family;

/**
 * The usages, each once in the standard's order; those that the type of key does not allow are
 * refused.
 */
export function checkedUsages(name, type, given) {
    const all =
        ["encrypt", "decrypt", "sign", "verify", "deriveKey", "deriveBits", "wrapKey", "unwrapKey"];
    const usages = Array.from(given);
    const unknown = usages.find((usage) => !all.includes(usage));
    if (unknown !== undefined) throw new TypeError(`'${String(unknown)}' is no usage of a key`);
    const allowed = algorithms[name].usages[type];
    const refused = usages.find((usage) => !allowed.includes(usage));
    if (refused !== undefined)
        failure("SyntaxError", `a ${type} key of ${name} cannot be used to ${refused}`);
    return all.filter((usage) => usages.includes(usage));
}

/** The usages of a new pair's half: those of the given that it allows. */
export function usagesOfHalf(name, type, given) {
    const both = [...algorithms[name].usages.private, ...algorithms[name].usages.public];
    const refused = Array.from(given).find((usage) => !both.includes(usage));
    if (refused !== undefined)
        failure("SyntaxError", `a key of ${name} cannot be used to ${refused}`);
    return algorithms[name].usages[type].filter((usage) => Array.from(given).includes(usage));
}

/** The bytes of a parameter. */
export function bytesParameter(value, name) {
    if (!(value instanceof ArrayBuffer) && !ArrayBuffer.isView(value))
        throw new TypeError(`'${name}' must be an ArrayBuffer or a view of one`);
    return bytesOf(value);
}

/** A whole number within limits. */
export function integer(value, name, most) {
    const number = Number(value);
    if (!Number.isInteger(number) || number < 0 || number > most)
        throw new TypeError(`'${name}' must be a whole number up to ${most}`);
    return number;
}
