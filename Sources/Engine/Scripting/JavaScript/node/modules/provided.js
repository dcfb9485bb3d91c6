// The modules that the sandbox provides itself, and what it adds to libraries.

import { parseResponseJSON } from "../../core/json.js";
import { native } from "../../core/native.js";
import { bufferModule } from "../buffer/buffer.js";
import { cryptoMember } from "../crypto-js-paths.js";
import { csvModule, parseCSV, parseCSVStrictly } from "../csv.js";
import { files, system } from "../host-stubs.js";
import { completeURL } from "../url.js";
import { completeUtil } from "../util.js";
import { extendChai } from "../../pm/assertions.js";
import { sdk } from "../../sdk/module.js";
import { base64 } from "../../web/base64.js";
import { Blob, File } from "../../web/blob.js";
import { timers } from "../../web/timers.js";
import { process } from "./process.js";
import { library, prepare, provide, provideFiles } from "./require.js";

/**
 * The legacy `xml2Json`: returns a document as an object, with attributes under `$` and single
 * elements without an array. Like Postman's, it returns undefined for text that is not XML; a note
 * says why.
 */
function xmlToObject(text) {
    let result = {};
    library("xml2js").parseString(text, {
        explicitArray: false, async: false, trim: true, mergeAttrs: false,
    }, (error, value) => {
        if (error) noteInvalidXML(error);
        result = value;
    });
    return result;
}

function noteInvalidXML({ message }) {
    const [reason] = message.split("\n", 1);
    const note = `xml2Json returned undefined: the text is not valid XML (${reason})`;
    native.deprecation("xml2Json", note);
}

/** The module `buffer`, with the web's part of it. */
function makeBufferModule() {
    return { ...bufferModule, Blob, File, atob: base64.atob, btoa: base64.btoa };
}

prepare("chai", (chai) => chai.use(extendChai));
provide(["postman-collection"], () => sdk);
provide(["buffer"], makeBufferModule);
provide(["atob"], () => base64.atob);
provide(["btoa"], () => base64.btoa);
provide(["timers"], () => timers);
// Postman's documents spell it so.
provide(["string-decoder"], () => library("string_decoder"));
provide(["json"], () => ({ parse: parseResponseJSON, stringify: JSON.stringify }));
provide(["xml2Json"], () => xmlToObject);
provide(["process", "_process"], () => process);
provide(["fs"], () => files);
provide(["os"], () => system);
provide(["csv-parse"], () => csvModule);
provide(["csv-parse/lib/sync"], () => parseCSV);
provide(["csv-parse/sync"], () => ({ parse: parseCSVStrictly }));
prepare("util", (util) => completeUtil(util));
prepare("url", (url) => completeURL(url));
provideFiles("crypto-js", (library, file) => cryptoMember(library, file));
provideFiles("lodash", (lodash, file) => (Object.hasOwn(lodash, file) ? lodash[file] : undefined));
