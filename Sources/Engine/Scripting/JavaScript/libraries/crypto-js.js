// The scripts of CryptoJS 3 are not modules: all of them share one variable. Each follows the
// scripts that it needs.
// include cryptojs/core.js
// include cryptojs/x64-core.js
// include cryptojs/lib-typedarrays.js
// include cryptojs/enc-utf16.js
// include cryptojs/enc-base64.js
// include cryptojs/md5.js
// include cryptojs/sha1.js
// include cryptojs/sha256.js
// include cryptojs/sha224.js
// include cryptojs/sha512.js
// include cryptojs/sha384.js
// include cryptojs/sha3.js
// include cryptojs/ripemd160.js
// include cryptojs/hmac.js
// include cryptojs/pbkdf2.js
// include cryptojs/evpkdf.js
// include cryptojs/cipher-core.js
// include cryptojs/mode-cfb.js
// include cryptojs/mode-ctr.js
// include cryptojs/mode-ctr-gladman.js
// include cryptojs/mode-ofb.js
// include cryptojs/mode-ecb.js
// include cryptojs/pad-ansix923.js
// include cryptojs/pad-iso10126.js
// include cryptojs/pad-iso97971.js
// include cryptojs/pad-zeropadding.js
// include cryptojs/pad-nopadding.js
// include cryptojs/format-hex.js
// include cryptojs/aes.js
// include cryptojs/tripledes.js
// include cryptojs/rc4.js
// include cryptojs/rabbit.js
// include cryptojs/rabbit-legacy.js
// In CryptoJS 4 and in Postman, but not in version 3.
CryptoJS.enc.Base64url = {
    stringify: (words) => CryptoJS.enc.Base64.stringify(words)
        .replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, ""),
    parse: (text) => CryptoJS.enc.Base64.parse(text.replace(/-/g, "+").replace(/_/g, "/")),
};

module.exports = CryptoJS;
