// importKey, exportKey and generateKey: keys from and into raw bytes, PKCS#8, SPKI and JSON Web
// Keys.

import { native } from "../../core/native.js";
import {
    blockLength, bytesParameter, checkedUsages, coordinateWidths, curveName, curves, digestName,
    familyOf, integer, normalize, usagesOfHalf,
} from "./algorithms.js";
import { makeKey, materialOf } from "./crypto-key.js";
import { attempt, failure } from "./failure.js";
import { numbersOf, readJWK, writeJWK } from "./jwk.js";
import { randomBytes } from "./random.js";

/** The properties of a key's algorithm that are known before the key is. */
function describe(parameters) {
    const { name } = parameters;
    switch (familyOf(name)) {
        case "hmac": case "rsa": return { name, hash: { name: digestName(parameters.hash) } };
        case "ec": return { name, namedCurve: curveName(parameters.namedCurve) };
        default: return { name };
    }
}

/** Adds the properties that only the key has, and refuses a key of another algorithm. */
function complete(algorithm, type, material, parameters) {
    const family = familyOf(algorithm.name);
    if (family === "aes") {
        if (![16, 24, 32].includes(material.length))
            failure("DataError", `an AES key has 128, 192 or 256 bits, not ${material.length * 8}`);
        return { ...algorithm, length: material.length * 8 };
    }
    if (family === "hmac") {
        const length =
            parameters.length === undefined ? material.length * 8 : Number(parameters.length);
        if (material.length === 0 || length > material.length * 8
            || length <= material.length * 8 - 8)
            failure("DataError", "the key has not the length that is given");
        return { ...algorithm, length };
    }
    if (family === "derivation") return algorithm;
    const [kind, detail] = native.kindOfKey(material, type === "private").split("\0");
    const wanted = family === "rsa" ? ["RSA", detail]
        : family === "ec"           ? ["EC", curves[algorithm.namedCurve]]
        : [algorithm.name.toUpperCase(), ""];
    if (kind !== wanted[0] || detail !== wanted[1])
        failure(
            "DataError",
            `the key is no key of ${algorithm.name}${
                algorithm.namedCurve ? ` on ${algorithm.namedCurve}` : ""}`);
    if (family !== "rsa") return algorithm;
    const { e } = numbersOf(
        { type: "public" },
        type === "private" ? new Uint8Array(native.publicKeyOf(material)) : material);
    return {
        name: algorithm.name,
        modulusLength: Number(detail),
        publicExponent: e,
        hash: algorithm.hash
    };
}

/** The type and material of raw bytes. */
function readRaw(bytes, algorithm) {
    const family = familyOf(algorithm.name);
    if (family === "ec") {
        const width = coordinateWidths[algorithm.namedCurve];
        if (bytes.length !== 2 * width + 1 || bytes[0] !== 4)
            failure("DataError", "a public key in raw bytes is an uncompressed point");
        const point = [bytes.slice(1, width + 1), bytes.slice(width + 1)];
        return {
            type: "public",
            material: new Uint8Array(attempt(
                "DataError",
                () => native.keyOfNumbers("EC", curves[algorithm.namedCurve], "x\0y", ...point)))
        };
    }
    if (family === "okp") {
        return {
            type: "public",
            material: new Uint8Array(
                attempt("DataError", () => native.keyOfNumbers("OKP", algorithm.name, "x", bytes)))
        };
    }
    if (family === "rsa") failure("NotSupportedError", "RSA keys have no raw format");
    return { type: "secret", material: bytes };
}

/** The type and material of DER, written again as libcrypto writes it. */
function readDER(bytes, isPrivate, algorithm) {
    if (!["rsa", "ec", "okp"].includes(familyOf(algorithm.name)))
        failure("NotSupportedError", `${algorithm.name} has no keys of this format`);
    const material =
        new Uint8Array(attempt("DataError", () => native.canonicalKey(bytes, isPrivate)));
    return { type: isPrivate ? "private" : "public", material };
}

export function importKey(format, data, given, isExtractable, usages) {
    const parameters = normalize(given);
    const algorithm = describe(parameters);
    const read = {
        raw: () => readRaw(bytesParameter(data, "keyData").slice(), algorithm),
        pkcs8: () => readDER(bytesParameter(data, "keyData"), true, algorithm),
        spki: () => readDER(bytesParameter(data, "keyData"), false, algorithm),
        jwk: () => readJWK(data, algorithm, isExtractable, Array.from(usages)),
    };
    if (!Object.hasOwn(read, format))
        throw new TypeError(`'${String(format)}' is no format of keys`);
    if (familyOf(algorithm.name) === "derivation") {
        if (format !== "raw") failure("NotSupportedError", `${algorithm.name} has raw keys only`);
        if (isExtractable)
            failure("SyntaxError", `a key of ${algorithm.name} cannot be extractable`);
    }
    const { type, material } = read[format]();
    const allowed = checkedUsages(algorithm.name, type, usages);
    if (type !== "public" && allowed.length === 0)
        failure("SyntaxError", `a ${type} key needs a usage`);
    return makeKey(
        type, complete(algorithm, type, material, parameters), Boolean(isExtractable), allowed,
        material);
}

export function exportKey(format, key) {
    if (!key.extractable) failure("InvalidAccessError", "the key is not extractable");
    const material = materialOf(key);
    const wrong = () => failure(
        "InvalidAccessError",
        `a ${key.type} key of ${key.algorithm.name} has no format '${format}'`);
    switch (format) {
        case "jwk": return writeJWK(key, material);
        case "pkcs8": return key.type === "private" ? material.slice().buffer : wrong();
        case "spki": return key.type === "public" ? material.slice().buffer : wrong();
        case "raw":
            return key.type === "secret" ? material.slice().buffer
                : key.type === "public"  ? rawPoint(key, material) ?? wrong()
                : wrong();
        default: throw new TypeError(`'${String(format)}' is no format of keys`);
    }
}

/** A public key's bytes; undefined for RSA. */
function rawPoint(key, material) {
    const { n, x, y } = numbersOf(key, material);
    if (n !== undefined) return undefined;
    return (y === undefined ? x : Uint8Array.of(4, ...x, ...y)).buffer;
}

export function generateKey(given, isExtractable, usages) {
    const parameters = normalize(given, "generateKey");
    const algorithm = describe(parameters);
    const family = familyOf(algorithm.name);
    if (family === "aes" || family === "hmac")
        return generateSecret(parameters, algorithm, isExtractable, usages);
    let kind;
    if (family === "rsa") {
        const bits = integer(parameters.modulusLength, "modulusLength", 16384);
        const exponent = bytesParameter(parameters.publicExponent, "publicExponent");
        if (bits < 512) failure("OperationError", "the modulus needs 512 bits at least");
        kind = ["RSA", bits, exponent];
        Object.assign(algorithm, { modulusLength: bits, publicExponent: exponent.slice() });
    } else {
        kind = family === "ec"
            ? ["EC", curves[algorithm.namedCurve]]
            : [algorithm.name.toUpperCase(), ""];
    }
    const privateUsages = usagesOfHalf(algorithm.name, "private", usages);
    const publicUsages = usagesOfHalf(algorithm.name, "public", usages);
    if (privateUsages.length === 0) failure("SyntaxError", "a private key needs a usage");
    const material = new Uint8Array(attempt("OperationError", () => native.generateKey(...kind)));
    return {
        publicKey: makeKey(
            "public", algorithm, true, publicUsages, new Uint8Array(native.publicKeyOf(material))),
        privateKey: makeKey("private", algorithm, Boolean(isExtractable), privateUsages, material),
    };
}

function generateSecret(parameters, algorithm, isExtractable, usages) {
    const isHMAC = algorithm.name === "HMAC";
    const length = parameters.length === undefined && isHMAC
        ? blockLength(algorithm.hash.name) * 8
        : integer(parameters.length, "length", 65536);
    if (isHMAC ? length === 0 : ![128, 192, 256].includes(length))
        failure("OperationError", `a key of ${length} bits is none of ${algorithm.name}`);
    const allowed = checkedUsages(algorithm.name, "secret", usages);
    if (allowed.length === 0) failure("SyntaxError", "a secret key needs a usage");
    return makeKey(
        "secret", { ...algorithm, length }, Boolean(isExtractable), allowed,
        randomBytes(Math.ceil(length / 8)));
}
