// pm: one object per script, every member made when it is first touched.

import { ScriptError } from "../core/error-stacks.js";
import { native, texts } from "../core/native.js";
import {
    assign, defineProperty, freeze, getPrototypeOf, parseJSON, tryToDefine,
} from "../core/primordials.js";
import { requirePackage } from "../node/modules/package-require.js";
import { library } from "../node/modules/require.js";
import { makeCookies } from "../sdk/cookies.js";
import { changedDefinition, Request } from "../sdk/request.js";
import { ReceivedResponse, Response } from "../sdk/response.js";
import { makeExecution } from "./execution.js";
import { makeSendRequest } from "./send-request.js";
import { makeTest } from "./test.js";
import { makeScope } from "./variables.js";
import { vault } from "./vault.js";
import { visualizer } from "./visualizer.js";

const scopes = ["globals", "environment", "collectionVariables", "iterationData", "variables"];

/** Getters of `pm` → what makes the member for one script. */
const members = {
    __proto__: null,
    info: () => {
        const info = texts(native.info());
        return freeze({
            eventName: info[InfoField.event],
            iteration: +info[InfoField.iteration],
            iterationCount: +info[InfoField.iterationCount],
            requestName: info[InfoField.requestName],
            requestId: info[InfoField.requestID],
        });
    },
    request: (script) => makeRequest(script),
    response: () => makeResponse(),
    cookies: () => makeCookies(),
    sendRequest: (script, pm) => makeSendRequest(pm),
    execution: (script) => makeExecution(script),
    require: () => requirePackage,
    visualizer: () => assign({}, visualizer),
    vault: () => assign({}, vault),
    message: () =>
        refuse("message", "it belongs to gRPC, WebSocket and other requests that are not HTTP"),
    datasets: () => () => refuse("datasets", "it is a service of the Postman app"),
};

for (const name of scopes) members[name] = (script) => makeScope(name, script);

/**
 * Defines a member, which loops leave out, as in Postman; one that has no value can be replaced.
 * Does nothing, and says so, if a script has frozen the object.
 */
function defineMember(pm, name, value) {
    const isWritable = value === undefined;
    return tryToDefine(pm, name, {
        __proto__: null,
        value,
        writable: isWritable,
        configurable: isWritable,
        enumerable: false,
    });
}

const toAccessor = {
    __proto__: null,
    configurable: true,
    get() { return library("chai").expect(this).to; },
};

/** Starts assertions about an object by a member of its own, as Postman does. */
const assertable = (object) => defineProperty(object, "to", toAccessor);

function makeRequest(script) {
    const definition = parseJSON(native.request());
    const request = assertable(new Request(definition));
    if (script.event === "prerequest") {
        const before = request.toJSON();
        script.atEnd(() => {
            script.changedRequest = changedDefinition(definition, before, request);
        });
    }
    return request;
}

/** After a request that failed, tests see an empty response, as in Postman. */
function makeResponse() {
    const head = native.itemResponse();
    return assertable(head === undefined ? new Response() : new ReceivedResponse(head, true));
}

function refuse(name, reason) {
    throw new ScriptError(`pm.${name} is not available: ${reason}`);
}

export class Pm {
    #script;
    /** The members of an object that a script has frozen. */
    #made = undefined;
    /** A script can replace it, as in Postman; most use it, so it needs no getter. */
    test = undefined;

    constructor(script) {
        this.#script = script;
        this.test = makeTest(script, this);
        if (script.event !== "test") defineMember(this, "response", undefined);
    }

    /** Defines the getter of one member, replaced by its value on first use. */
    static define(name, make) {
        defineProperty(this.prototype, name, {
            __proto__: null,
            configurable: true,
            enumerable: false,
            // Without a setter, assigning has no effect, and is an error in strict mode.
            get() {
                // An object can inherit from `pm`.
                let pm = this;
                while (!(#script in pm)) pm = getPrototypeOf(pm);
                if (pm.#made !== undefined && name in pm.#made) return pm.#made[name];
                const value = make(pm.#script, pm);
                if (!defineMember(pm, name, value)) {
                    pm.#made ??= { __proto__: null };
                    pm.#made[name] = value;
                }
                return value;
            },
        });
    }
}

/** Gives an object an `expect` that a script can replace, as in Postman. */
function defineExpect(target, value) {
    tryToDefine(
        target, "expect",
        { __proto__: null, value, writable: true, configurable: true, enumerable: true });
}

for (const name in members) Pm.define(name, members[name]);

// All scripts have the same one, once the library is loaded.
defineProperty(Pm.prototype, "expect", {
    __proto__: null,
    configurable: true,
    enumerable: true,
    get() {
        const { expect } = library("chai");
        defineExpect(Pm.prototype, expect);
        return expect;
    },
    set(value) { defineExpect(this, value); },
});
