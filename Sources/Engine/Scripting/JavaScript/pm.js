// pm: one object per script, every member made when it is first touched.

import { native, texts } from "./native.js";
import { part } from "./parts.js";
import { defineProperty, freeze, NativeError, parseJSON } from "./primordials.js";
import { makeTest } from "./test.js";

const scopes = ["globals", "environment", "collectionVariables", "iterationData", "variables"];

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
    expect: () => part("modules").library("chai").expect,
    request: (script) => makeRequest(script),
    response: (script) => (script.event === "test" ? makeResponse() : undefined),
    cookies: () => part("objects").makeCookies(),
    sendRequest: (script, pm) => part("requests").makeSendRequest(pm),
    execution: (script) => part("members").makeExecution(script),
    visualizer: () => part("members").visualizer,
    vault: () => part("members").vault,
    message: () => refuse("message", "it belongs to gRPC, WebSocket and other requests that are not HTTP"),
    datasets: () => () => refuse("datasets", "it is a service of the Postman app"),
};

for (const name of scopes) members[name] = (script) => part("variables").makeScope(name, script);

function makeRequest(script) {
    const { changedDefinition, Request } = part("requests");
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

    require(name) { return part("modules").requirePackage(name); }
}

for (const name in members) Pm.define(name, members[name]);
