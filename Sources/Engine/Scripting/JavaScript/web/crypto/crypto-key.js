// CryptoKey: what an algorithm needs to know of a key, and the key itself, which scripts see only
// exported.

/** What may make a key. */
const token = {};
const materials = new WeakMap();

export class CryptoKey {
    #type;
    #algorithm;
    #isExtractable;
    #usages;

    constructor(given, type, algorithm, isExtractable, usages) {
        if (given !== token) throw new TypeError("Illegal constructor");
        this.#type = type;
        this.#algorithm = algorithm;
        this.#isExtractable = isExtractable;
        this.#usages = usages;
    }

    get type() { return this.#type; }
    get algorithm() { return this.#algorithm; }
    get extractable() { return this.#isExtractable; }
    get usages() { return this.#usages; }
    get [Symbol.toStringTag]() { return "CryptoKey"; }
}

/** A key of bytes: raw ones of a secret, PKCS#8 of a private key, SPKI of a public one. */
export function makeKey(type, algorithm, isExtractable, usages, material) {
    const key = new CryptoKey(token, type, algorithm, isExtractable, usages);
    materials.set(key, material);
    return key;
}

export const materialOf = (key) => materials.get(key);
