// JSON Web Keys (RFC 7517, 7518, 8037): reading and writing.

import { native } from "../../core/native.js";
import { base64 } from "../base64.js";
import { coordinateWidths, curveName, curves, familyOf } from "./algorithms.js";
import { attempt, failure } from "./failure.js";

const toBase64URL = (bytes) =>
    base64.encode(bytes).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");

function fromBase64URL(jwk, name) {
    const text = jwk[name];
    if (typeof text !== "string" || !/^[A-Za-z0-9_-]+$/.test(text))
        failure("DataError", `the key has no '${name}', or it is not base64url`);
    return base64.decode(text);
}

const signatureNames = { "SHA-1": "1", "SHA-256": "256", "SHA-384": "384", "SHA-512": "512" };

/** The value of `alg` that belongs to the algorithm; undefined if there is none. */
function algorithmName({ name, hash, length }) {
    const bits = signatureNames[hash?.name];
    switch (name) {
        case "HMAC": return `HS${bits}`;
        case "RSASSA-PKCS1-v1_5": return `RS${bits}`;
        case "RSA-PSS": return `PS${bits}`;
        case "RSA-OAEP": return bits === "1" ? "RSA-OAEP" : `RSA-OAEP-${bits}`;
        case "Ed25519": return "EdDSA";
        default: return name.startsWith("AES-") ? `A${length}${name.slice(4)}` : undefined;
    }
}

const types = { hmac: "oct", aes: "oct", rsa: "RSA", ec: "EC", okp: "OKP" };
const rsaNames = ["n", "e", "d", "p", "q", "dp", "dq", "qi"];

function checkMembers(jwk, algorithm, isExtractable, usages) {
    const type = types[familyOf(algorithm.name)];
    if (jwk.kty !== type) failure("DataError", `the key's 'kty' is '${jwk.kty}', not '${type}'`);
    if (jwk.ext === false && isExtractable)
        failure("DataError", "the key's 'ext' says that it is not extractable");
    if (Array.isArray(jwk.key_ops) && usages.some((usage) => !jwk.key_ops.includes(usage)))
        failure("DataError", "the key's 'key_ops' do not allow the usages");
}

/** The type and material of a JSON Web Key. */
export function readJWK(jwk, algorithm, isExtractable, usages) {
    if (typeof jwk !== "object" || jwk === null || ArrayBuffer.isView(jwk)
        || jwk instanceof ArrayBuffer)
        throw new TypeError("a JSON Web Key is an object");
    checkMembers(jwk, algorithm, isExtractable, usages);
    const wanted = algorithmName(algorithm);
    if (jwk.alg !== undefined && wanted !== undefined && jwk.alg !== wanted
        && !(algorithm.name === "Ed25519" && jwk.alg === "Ed25519")
        && !(
            familyOf(algorithm.name) === "aes" && /^A\d{3}/.test(jwk.alg)
            && jwk.alg.slice(4) === algorithm.name.slice(4))) {
        failure("DataError", `the key's 'alg' is '${jwk.alg}', not '${wanted}'`);
    }
    const family = familyOf(algorithm.name);
    if (types[family] === "oct")
        return {
            type: "secret",
            material: jwk.k === "" ? new Uint8Array(0) : fromBase64URL(jwk, "k")
        };
    const isPrivate = jwk.d !== undefined;
    const type = isPrivate ? "private" : "public";
    if (family === "rsa") {
        const names = isPrivate ? rsaNames : rsaNames.slice(0, 2);
        return {
            type,
            material: importNumbers("RSA", "", names, names.map((name) => fromBase64URL(jwk, name)))
        };
    }
    if (family === "okp") {
        if (jwk.crv !== algorithm.name)
            failure("DataError", `the key's 'crv' is '${jwk.crv}', not '${algorithm.name}'`);
        return {
            type,
            material: importNumbers(
                "OKP", jwk.crv, [isPrivate ? "d" : "x"],
                [fromBase64URL(jwk, isPrivate ? "d" : "x")])
        };
    }
    if (jwk.crv !== algorithm.namedCurve)
        failure("DataError", `the key's 'crv' is '${jwk.crv}', not '${algorithm.namedCurve}'`);
    const names = isPrivate ? ["x", "y", "d"] : ["x", "y"];
    const numbers = names.map((name) => fromBase64URL(jwk, name));
    if (numbers.some((number) => number.length !== coordinateWidths[jwk.crv]))
        failure("DataError", "a number of the key has not the curve's length");
    return { type, material: importNumbers("EC", curves[curveName(jwk.crv)], names, numbers) };
}

function importNumbers(type, curve, names, numbers) {
    return new Uint8Array(
        attempt("DataError", () => native.keyOfNumbers(type, curve, names.join("\0"), ...numbers)));
}

/** The numbers of a key's material by name. */
export function numbersOf(key, material) {
    const [names, ...numbers] = native.numbersOfKey(material, key.type === "private");
    const result = {};
    names.split("\0").forEach((name, index) => { result[name] = new Uint8Array(numbers[index]); });
    return result;
}

export function writeJWK(key, material) {
    const { algorithm } = key;
    const family = familyOf(algorithm.name);
    const jwk = { key_ops: [...key.usages], ext: key.extractable, kty: types[family] };
    if (family === "ec") jwk.crv = algorithm.namedCurve;
    if (family === "okp") jwk.crv = algorithm.name;
    if (types[family] === "oct") {
        jwk.k = toBase64URL(material);
    } else {
        const numbers = numbersOf(key, material);
        for (const name of Object.keys(numbers)) jwk[name] = toBase64URL(numbers[name]);
    }
    const name = algorithmName(algorithm);
    if (name !== undefined) jwk.alg = name;
    return jwk;
}
