// Texts as bytes and back, base64, random bytes: what several parts, and the globals made of it, stand on.

import { exportPart } from "sandbox";
import { base64 } from "./base64.js";
import { bytesOf, decodeUnits, decodeUTF8, encodeUTF8, incompleteUTF8, invalidData } from "./encoding.js";
import { Crypto, crypto, randomBytes, randomUUID } from "./random.js";

const { atob, btoa } = base64;

exportPart("bytes", {
    atob, base64, btoa, bytesOf, Crypto, crypto, decodeUnits, decodeUTF8, encodeUTF8, incompleteUTF8,
    invalidData, randomBytes, randomUUID,
});
