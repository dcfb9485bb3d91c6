// The files of the package crypto-js → the members of the library that they export.

/** File → path of the member. */
const members = {
    "aes": "AES", "cipher-core": "lib.Cipher", "core": "", "enc-base64": "enc.Base64",
    "enc-base64url": "enc.Base64url",
    "enc-hex": "enc.Hex", "enc-latin1": "enc.Latin1", "enc-utf16": "enc.Utf16",
    "enc-utf8": "enc.Utf8", "evpkdf": "EvpKDF",
    "format-hex": "format.Hex", "format-openssl": "format.OpenSSL", "index": "",
    "lib-typedarrays": "lib.WordArray",
    "mode-cfb": "mode.CFB", "mode-ctr": "mode.CTR", "mode-ctr-gladman": "mode.CTRGladman",
    "mode-ecb": "mode.ECB",
    "mode-ofb": "mode.OFB", "pad-ansix923": "pad.AnsiX923", "pad-iso10126": "pad.Iso10126",
    "pad-iso97971": "pad.Iso97971",
    "pad-nopadding": "pad.NoPadding", "pad-pkcs7": "pad.Pkcs7",
    "pad-zeropadding": "pad.ZeroPadding", "pbkdf2": "PBKDF2",
    "rabbit": "Rabbit", "rabbit-legacy": "RabbitLegacy", "rc4": "RC4", "tripledes": "TripleDES",
    "x64-core": "x64",
};

const digests = {
    md5: "MD5",
    ripemd160: "RIPEMD160",
    sha1: "SHA1",
    sha224: "SHA224",
    sha256: "SHA256",
    sha3: "SHA3",
    sha384: "SHA384",
    sha512: "SHA512"
};
for (const name in digests) {
    members[name] = digests[name];
    members[`hmac-${name}`] = `Hmac${digests[name]}`;
}

/** What a file of the package exports; undefined if the library has no such member. */
export function cryptoMember(library, file) {
    if (!Object.hasOwn(members, file)) return undefined;
    const path = members[file];
    return path === ""
        ? library
        : path.split(".").reduce((object, name) => object?.[name], library);
}
