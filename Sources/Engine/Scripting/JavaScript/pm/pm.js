// pm: one object per script, every member made when it is first touched.

import { ScriptError } from "../core/error-stacks.js";
import { native, texts } from "../core/native.js";
import { assign, defineProperty, freeze, parseJSON } from "../core/primordials.js";
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
    test: (script, pm) => makeTest(script, pm),
    expect: () => library("chai").expect,
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

/** What a script can replace, as in Postman. */
const isReplaceable = (name) => name === "test" || name === "expect";

/** Defines a member; one that has no value can be replaced, too. */
function defineMember(pm, name, value) {
    const isWritable = isReplaceable(name) || value === undefined;
    defineProperty(pm, name, {
        __proto__: null,
        value,
        writable: isWritable,
        configurable: isWritable,
        enumerable: true,
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
    const number = native.itemResponse();
    return assertable(number === undefined ? new Response() : new ReceivedResponse(number));
}

function refuse(name, reason) {
    throw new ScriptError(`pm.${name} is not available: ${reason}`);
}

export class Pm {
    #script;

    constructor(script) {
        this.#script = script;
        if (script.event !== "test") defineMember(this, "response", undefined);
    }

    /** Defines the getter of one member, replaced by its value on first use. */
    static define(name, make) {
        defineProperty(this.prototype, name, {
            __proto__: null,
            configurable: true,
            enumerable: true,
            get() {
                const value = make(this.#script, this);
                defineMember(this, name, value);
                return value;
            },
            // Without one, assigning has no effect, and is an error in strict mode.
            set: isReplaceable(name)
                ? function (value) { defineMember(this, name, value); } : undefined,
        });
    }
}

for (const name in members) Pm.define(name, members[name]);
