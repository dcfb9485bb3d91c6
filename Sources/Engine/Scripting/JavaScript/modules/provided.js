// The modules that the sandbox provides itself, and what it adds to libraries.

import { base64, parseResponseJSON, part, timers } from "sandbox";
import { process } from "./process.js";
import { library, prepare, provide, provideFiles } from "./require.js";

/** The legacy `xml2Json`: a document as an object, attributes under `$`, single elements without an array. */
function xmlToObject(text) {
    let result = {};
    library("xml2js").parseString(text, {
        explicitArray: false, async: false, trim: true, mergeAttrs: false,
    }, (error, value) => {
        if (error) throw error;
        result = value;
    });
    return result;
}

/** The module `buffer`, with the web's part of it. */
function makeBufferModule() {
    const { Blob, File } = part("web");
    return { ...part("buffer").bufferModule, Blob, File, atob: base64.atob, btoa: base64.btoa };
}

export function provideModules() {
    prepare("chai", (chai) => chai.use(part("assertions").extendChai));
    provide(["postman-collection"], () => part("sdk").sdk);
    provide(["buffer"], makeBufferModule);
    provide(["atob"], () => base64.atob);
    provide(["btoa"], () => base64.btoa);
    provide(["timers"], () => timers);
    // The documents of Postman spell it so.
    provide(["string-decoder"], () => library("string_decoder"));
    provide(["json"], () => ({ parse: parseResponseJSON, stringify: JSON.stringify }));
    provide(["xml2Json"], () => xmlToObject);
    provide(["process", "_process"], () => process);
    provide(["fs"], () => part("node").files);
    provide(["os"], () => part("node").system);
    provide(["csv-parse"], () => part("node").csvModule);
    provide(["csv-parse/lib/sync"], () => part("node").parseCSV);
    provide(["csv-parse/sync"], () => ({ parse: part("node").parseCSV }));
    prepare("util", (util) => part("node").completeUtil(util));
    prepare("url", (url) => part("node").completeURL(url));
    provideFiles("crypto-js", (library, file) => part("node").cryptoMember(library, file));
    provideFiles("lodash", (lodash, file) => (Object.hasOwn(lodash, file) ? lodash[file] : undefined));
}
