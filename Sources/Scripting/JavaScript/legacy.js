// The globals of Postman's first sandbox: tests, responseBody, postman, _ and the like.
//
// They are getters on the global object, so that a script may declare any of the names with const or let,
// may assign them, and pays for none that it does not use. Each use of a name is noted once per run.

import { describe, textOf } from "./errors.js";
import { parseResponseJSON } from "./json.js";
import { native } from "./native.js";
import { define, defineProperty, keys, NativeSet } from "./primordials.js";
import { isLoading, library, part, require } from "./require.js";
import { report } from "./test.js";
import { current } from "./script.js";
import { timers } from "./timers.js";

function requestObject(pm) {
    const { request } = pm;
    const { requestId, requestName } = pm.info;
    return {
        id: requestId, name: requestName, description: request.description?.toString(),
        headers: request.headers.toObject(true, true, true, true), method: request.method,
        url: request.url.toString(), data: requestData(request.body),
    };
}

function requestData(body) {
    if (!body || body.isEmpty()) return {};
    if (body.mode === "urlencoded" || body.mode === "formdata") return body[body.mode].toObject(true, true, true);
    return body.mode === "raw" ? body.raw : body.file?.content ?? {};
}

function headersObject({ headers }) {
    const result = {};
    headers.each((header) => { if (!header.disabled) result[header.key] = header.value; });
    return result;
}

/** `postman`: the scopes by method, the next request, and the response's headers and cookies. */
function makePostman(script, pm) {
    // As Newman does: whatever has a text is stored as one; false, 0, null and undefined stay.
    const toText = (value) => (value && typeof value.toString === "function" ? value.toString() : value);
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
        for (let i = 0; i < names.length; i++) report(script, names[i], script.assertionCount++, false, failureOf(tests, names[i]));
    });
    return tests;
}

/** Why a member of `tests` is no passed assertion; undefined where it is one. */
function failureOf(tests, name) {
    try {
        const value = tests[name];
        return value ? undefined : ["AssertionError", `expected ${textOf(value)} to be truthy`, undefined, 0, 0];
    } catch (error) {
        return describe(error, current().source);
    }
}

/** name → [what makes the value, what to use instead, whether it exists in test scripts only]. */
const legacy = {
    __proto__: null,
    tests: [makeTests, "pm.test()"],
    postman: [makePostman, "pm"],
    environment: [(script, pm) => pm.environment.toObject(), "pm.environment"],
    globals: [(script, pm) => pm.globals.toObject(), "pm.globals"],
    data: [(script, pm) => pm.iterationData.toObject(), "pm.iterationData"],
    iteration: [(script, pm) => pm.info.iteration, "pm.info.iteration"],
    request: [(script, pm) => requestObject(pm), "pm.request"],
    responseBody: [(script, pm) => pm.response?.text(), "pm.response.text()", true],
    responseCode: [(script, pm) => pm.response?.details(), "pm.response.code", true],
    responseHeaders: [(script, pm) => pm.response && headersObject(pm.response), "pm.response.headers", true],
    responseTime: [(script, pm) => pm.response?.responseTime, "pm.response.responseTime", true],
    responseCookies: [(script, pm) => pm.cookies.all(), "pm.cookies", true],
    _: [() => part("node").makeLegacyLodash(), "require('lodash')"],
    CryptoJS: [() => library("crypto-js"), "require('crypto-js')"],
    tv4: [() => library("tv4"), "require('ajv')"],
    cheerio: [() => library("cheerio"), "require('cheerio')"],
    xml2Json: [() => library("xml2Json"), "require('xml2js')"],
    Backbone: [() => library("backbone"), "require('backbone')"],
};

const noted = new NativeSet();

function note(name, replacement) {
    if (noted.has(name)) return;
    noted.add(name);
    native.deprecation(name, `Using "${name}" is deprecated. Use "${replacement}" instead.`);
}

/**
 * Makes a name of the global object that each script may have its own value of. What is lasting no script
 * can take from those after it.
 */
function defineScoped(name, make, isLasting = false) {
    defineProperty(globalThis, name, {
        __proto__: null,
        configurable: !isLasting,
        enumerable: false,
        get() {
            const script = current();
            if (script.assigned.has(name)) return script.assigned.get(name);
            // What makes the value may look for the name itself (lodash does), and then finds nothing.
            script.assigned.set(name, undefined);
            let value;
            try {
                value = make(script);
            } finally {
                if (value === undefined) script.assigned.delete(name);
                else script.assigned.set(name, value);
            }
            return value;
        },
        set(value) { current().assigned.set(name, value); },
    });
}

export function installGlobals(pmOf) {
    defineScoped("pm", pmOf, true);
    defineScoped("console", () => part("console").makeConsole(), true);
    for (const name in timers) {
        const timer = timers[name];
        defineScoped(name, () => timer, true);
    }
    const requireModule = (name) => require(name);
    defineScoped("require", () => requireModule, true);
    define(JSON, "parse", function parse(text, reviver, isStrict) { return parseResponseJSON(text, reviver, isStrict); });
    for (const name in legacy) {
        const [make, replacement, isForTests] = legacy[name];
        defineScoped(name, (script) => {
            if (script.hidesLegacy || isLoading() || (isForTests && script.event !== "test")) return undefined;
            const value = make(script, pmOf(script));
            if (value !== undefined) note(name, replacement);
            return value;
        });
    }
}
