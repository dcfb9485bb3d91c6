// What the globals of Postman's first sandbox are: tests, responseBody, postman, _ and the like.

import { describe } from "../core/errors.js";
import { plainFailure } from "../core/failures.js";
import { keys, textOf } from "../core/primordials.js";
import { current } from "../core/script.js";
import { library } from "../node/modules/require.js";
import { report } from "../pm/test.js";
import { makeLegacyLodash } from "./lodash3.js";

/** The library `_`, as all scripts of the run share it; to make it takes a millisecond. */
let lodash;

function requestObject(pm) {
    const { request } = pm;
    const { requestId, requestName } = pm.info;
    return {
        id: requestId, name: requestName, description: request.description?.toString(),
        headers: request.headers.toObject(true, false, true, true), method: request.method,
        url: request.url.toString(), data: requestData(request.body),
    };
}

function requestData(body) {
    if (!body || body.isEmpty()) return {};
    if (body.mode === "urlencoded" || body.mode === "formdata")
        return body[body.mode].toObject(true, true, true);
    return body.mode === "raw" ? body.raw : body.file?.content ?? {};
}

function headersObject({ headers }) {
    const result = {};
    headers.each((header) => { if (!header.disabled) result[header.key] = header.value; });
    return result;
}

/** `postman`: the scopes by method, the next request, and the response's headers and cookies. */
function makePostman(script, pm) {
    // As Newman does: a value with a text is stored as text; false, 0, null and undefined stay.
    const toText = (value) =>
        (value && typeof value.toString === "function" ? value.toString() : value);
    const postman = {
        setEnvironmentVariable(name, value) { pm.environment.set(name, toText(value)); },
        getEnvironmentVariable(name) { return pm.environment.get(name); },
        clearEnvironmentVariable(name) { pm.environment.unset(name); },
        clearEnvironmentVariables() { pm.environment.clear(); },
        setGlobalVariable(name, value) { pm.globals.set(name, toText(value)); },
        getGlobalVariable(name) { return pm.globals.get(name); },
        clearGlobalVariable(name) { pm.globals.unset(name); },
        clearGlobalVariables() { pm.globals.clear(); },
        setNextRequest(name) { pm.execution.setNextRequest(name); },
    };
    if (script.event === "test") {
        postman.getResponseHeader = (name) => pm.response?.headers.get(String(name));
        postman.getResponseCookie = (name) => pm.cookies.one(String(name));
    }
    return postman;
}

/** `tests`: each member is an assertion once the script has ended. */
function makeTests(script) {
    const tests = {};
    script.atEnd(() => {
        const names = keys(tests);
        for (let i = 0; i < names.length; i++)
            report(script, names[i], script.assertionCount++, false, failureOf(tests, names[i]));
    });
    return tests;
}

/** Why a member of `tests` is not a passed assertion; undefined if it is one. */
function failureOf(tests, name) {
    try {
        const value = tests[name];
        return value
            ? undefined
            : plainFailure("AssertionError", `expected ${textOf(value)} to be truthy`);
    } catch (error) {
        return describe(error, current().source);
    }
}

/** Global → what makes its value for one script. */
const makers = {
    __proto__: null,
    tests: makeTests,
    postman: makePostman,
    environment: (script, pm) => pm.environment.toLiveObject(),
    globals: (script, pm) => pm.globals.toLiveObject(),
    data: (script, pm) => pm.iterationData.toObject(),
    iteration: (script, pm) => pm.info.iteration,
    request: (script, pm) => requestObject(pm),
    responseBody: (script, pm) => pm.response?.text(),
    responseCode: (script, pm) => pm.response?.details(),
    responseHeaders: (script, pm) => pm.response && headersObject(pm.response),
    responseTime: (script, pm) => pm.response?.responseTime,
    responseCookies: (script, pm) => pm.cookies.all(),
    _: () => (lodash ??= makeLegacyLodash()),
    CryptoJS: () => library("crypto-js"),
    tv4: () => library("tv4"),
    cheerio: () => library("cheerio"),
    xml2Json: () => library("xml2Json"),
    Backbone: () => library("backbone"),
};

/** The value of a global. */
export const make = (name, script, pm) => makers[name](script, pm);
