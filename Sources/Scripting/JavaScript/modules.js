// The modules that the sandbox provides itself.

import { Buffer } from "./buffer.js";
import { RequestBody } from "./body.js";
import { Cookie, CookieList } from "./cookies.js";
import { base64 } from "./encoding.js";
import { Header, HeaderList } from "./headers.js";
import { inspect } from "./inspect.js";
import { parseResponseJSON } from "./json.js";
import { PropertyList } from "./list.js";
import { FormParam, QueryParam } from "./query.js";
import { randomUUID } from "./random.js";
import { Request, RequestAuth } from "./request.js";
import { library, provide } from "./require.js";
import { Response } from "./response.js";
import { timers } from "./timers.js";
import { URLSearchParams } from "./search-params.js";
import { Url } from "./url.js";
import { Variable, VariableList } from "./variable-list.js";
import { URL } from "./web-url.js";

/** uuid is callable and has `v4`; only random ones are offered. */
function makeUUID() {
    const uuid = () => randomUUID();
    uuid.v4 = uuid;
    return uuid;
}

/** Node's util.format: `%s`, `%d`, `%j` and the like are replaced, the rest follows. */
function format(template, ...values) {
    if (typeof template !== "string") return [template, ...values].map((value) => inspect(value, 0, 2)).join(" ");
    let next = 0;
    const text = template.replace(/%([sdifjoOc%])/g, (mark, kind) => {
        if (kind === "%") return "%";
        if (next >= values.length) return mark;
        const value = values[next++];
        switch (kind) {
            case "s": return typeof value === "object" ? inspect(value, 0, 0) : String(value);
            case "d": return String(Number(value));
            case "i": return String(parseInt(value, 10));
            case "f": return String(parseFloat(value));
            case "j": return JSON.stringify(value);
            case "c": return "";
            default: return inspect(value, 0, 4);
        }
    });
    const rest = values.slice(next).map((value) => (typeof value === "string" ? value : inspect(value, 0, 2)));
    return [text, ...rest].join(" ");
}

const util = {
    inspect: (value, options) => inspect(value, 0, options?.depth === null ? Infinity : options?.depth ?? 2),
    format,
    promisify: (work) => (...given) => new Promise((resolve, reject) => work(
        ...given, (error, value) => (error ? reject(error) : resolve(value)))),
    inherits: (type, base) => Object.setPrototypeOf(type.prototype, base.prototype),
    isArray: Array.isArray,
};

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

const sdk = {
    Cookie, CookieList, FormParam, Header, HeaderList, PropertyList, QueryParam, Request, RequestAuth,
    RequestBody, Response, Url, Variable, VariableList,
};

export function provideModules() {
    provide(["buffer"], () => ({ Buffer }));
    provide(["atob"], () => base64.atob);
    provide(["btoa"], () => base64.btoa);
    provide(["uuid"], makeUUID);
    provide(["timers"], () => timers);
    provide(["json"], () => ({ parse: parseResponseJSON, stringify: JSON.stringify }));
    provide(["util"], () => util);
    provide(["url"], () => ({ URL, URLSearchParams }));
    provide(["xml2Json"], () => xmlToObject);
    provide(["postman-collection"], () => sdk);
}
