// crypto.subtle of the Web Cryptography API. The work is the host's; here are the rules: which algorithm
// takes which key, which usages it allows, and the formats of keys.

export { CryptoKey } from "./crypto-key.js";
export { subtle, SubtleCrypto } from "./subtle-crypto.js";
