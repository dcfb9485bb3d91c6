// The globals that each script may have its own value of: pm, console, require, timers, and those
// of Postman's first sandbox.
//
// They are getters on the global object, so that a script may declare any of the names with const
// or let, may assign them, and pays for none that it does not use. Each use of an old name is noted
// once per run.

import { make as makeLegacyGlobal } from "../legacy/globals.js";
import { makeConsole } from "../node/console/console.js";
import { require } from "../node/modules/require.js";
import { timers } from "../web/timers.js";
import { parseResponseJSON } from "./json.js";
import { isEvaluating } from "./loader.js";
import { native } from "./native.js";
import { define, defineProperty, NativeSet, startsWith } from "./primordials.js";
import { current } from "./script.js";

const timerNames = [
    "setTimeout", "setInterval", "setImmediate", "clearTimeout", "clearInterval", "clearImmediate"
];

/** Old name → what to use instead. */
const legacy = {
    __proto__: null,
    tests: "pm.test()",
    postman: "pm",
    environment: "pm.environment",
    globals: "pm.globals",
    data: "pm.iterationData",
    iteration: "pm.info.iteration",
    request: "pm.request",
    responseBody: "pm.response.text()",
    responseCode: "pm.response.code",
    responseHeaders: "pm.response.headers",
    responseTime: "pm.response.responseTime",
    responseCookies: "pm.cookies",
    _: "require('lodash')",
    CryptoJS: "require('crypto-js')",
    tv4: "require('ajv')",
    cheerio: "require('cheerio')",
    xml2Json: "require('xml2js')",
    Backbone: "require('backbone')",
};

/** Whether an old name exists in test scripts only. */
const isOfResponse = (name) => startsWith(name, "response");

const noted = new NativeSet();

function note(name, replacement) {
    if (noted.has(name)) return;
    noted.add(name);
    native.deprecation(name, `Using "${name}" is deprecated. Use "${replacement}" instead.`);
}

/**
 * Makes a name of the global object that each script may have its own value of. What is lasting no
 * script can take from those after it.
 */
function defineScoped(name, make, isLasting = false) {
    defineProperty(globalThis, name, {
        __proto__: null,
        configurable: !isLasting,
        enumerable: false,
        get() {
            const script = current();
            const { assigned } = script;
            if (name in assigned) return assigned[name];
            // What makes the value may look for the name itself (lodash does), and then finds
            // nothing.
            assigned[name] = undefined;
            let value;
            try {
                value = make(script, name);
            } finally {
                if (value === undefined) delete assigned[name];
                else assigned[name] = value;
            }
            return value;
        },
        set(value) { current().assigned[name] = value; },
    });
}

/**
 * Lets scripts find the variable `pm` on the global object, too. A script that says `pm` reads the
 * variable itself, without the call of a getter; SandboxRuntime.swift declares it.
 */
function installPm() {
    defineProperty(globalThis, "pm", {
        __proto__: null,
        configurable: false,
        enumerable: false,
        get: () => pm,
        set(value) { pm = value; },
    });
}

export function installGlobals() {
    const makeTimer = (_script, name) => timers[name];
    const makeLegacy = (script, name) => {
        if (script.hidesLegacy || isEvaluating() || (isOfResponse(name) && script.event !== "test"))
            return undefined;
        const value = makeLegacyGlobal(name, script, script.pm);
        if (value !== undefined) note(name, legacy[name]);
        return value;
    };
    installPm();
    defineScoped("console", () => makeConsole(), true);
    // Scripts pass one argument only: the second says which file asks.
    const requireModule = (name) => require(name);
    defineScoped("require", () => requireModule, true);
    for (let i = 0; i < timerNames.length; i++) defineScoped(timerNames[i], makeTimer, true);
    for (const name in legacy) defineScoped(name, makeLegacy);
    define(
        JSON, "parse",
        function parse(
            text, reviver, isStrict) { return parseResponseJSON(text, reviver, isStrict); });
}
