// pm: one object per script, every member made when it is first touched.

import { makeExecution } from "./execution.js";
import { native, texts } from "./native.js";
import { requirePackage } from "./package-require.js";
import { defineProperty, freeze, NativeError, parseJSON } from "./primordials.js";
import { library, part } from "./require.js";
import { makeTest } from "./test.js";
import { vault } from "./vault.js";
import { scopeNumbers, VariableScope } from "./variables.js";
import { visualizer } from "./visualizer.js";

const scopes = {
    __proto__: null,
    globals: scopeNumbers.globals, environment: scopeNumbers.environment,
    collectionVariables: scopeNumbers.collection, iterationData: scopeNumbers.data,
    variables: scopeNumbers.merged,
};

/** Getters of `pm` → what makes the member for one script. */
const members = {
    __proto__: null,
    info: () => {
        const info = texts(native.info());
        return freeze({
            eventName: info[0], iteration: +info[1], iterationCount: +info[2], requestName: info[3], requestId: info[4],
        });
    },
    test: (script, pm) => makeTest(script, pm),
    expect: () => library("chai").expect,
    request: (script) => makeRequest(script),
    response: (script) => (script.event === "test" ? makeResponse() : undefined),
    cookies: () => part("objects").makeCookies(),
    sendRequest: (script, pm) => part("objects").makeSendRequest(pm),
    execution: (script) => makeExecution(script),
    visualizer: () => visualizer,
    vault: () => vault,
    message: () => refuse("message", "it belongs to gRPC, WebSocket and other requests that are not HTTP"),
    datasets: () => () => refuse("datasets", "it is a service of the Postman app"),
};

for (const name in scopes) members[name] = (script) => new VariableScope(scopes[name], script);

function makeRequest(script) {
    const { changedDefinition, Request } = part("objects");
    const definition = parseJSON(native.request());
    const request = new Request(definition);
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
    const { itemResponse, ReceivedResponse, Response } = part("objects");
    return native.hasResponse() ? new ReceivedResponse(itemResponse) : new Response();
}

function refuse(name, reason) {
    throw new NativeError(`pm.${name} is not available: ${reason}`);
}

export class Pm {
    #script;

    constructor(script) { this.#script = script; }

    /** Defines the getter of one member, replaced by its value on first use. */
    static define(name, make) {
        defineProperty(this.prototype, name, {
            __proto__: null,
            configurable: true,
            enumerable: true,
            get() {
                const value = make(this.#script, this);
                defineProperty(this, name, { __proto__: null, value, writable: true, configurable: true, enumerable: true });
                return value;
            },
            set(value) {
                defineProperty(this, name, { __proto__: null, value, writable: true, configurable: true, enumerable: true });
            },
        });
    }

    require(name) { return requirePackage(name); }
}

for (const name in members) Pm.define(name, members[name]);
