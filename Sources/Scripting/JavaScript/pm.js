// pm: one object per script, every member made when it is first touched.

import { makeCookies } from "./cookies.js";
import { native, texts } from "./native.js";
import { defineProperty, freeze, NativeError, NativeTypeError, parseJSON } from "./primordials.js";
import { changedDefinition, Request } from "./request.js";
import { library, require } from "./require.js";
import { itemResponse, ReceivedResponse, Response } from "./response.js";
import { skipSignal } from "./script.js";
import { makeSendRequest } from "./send-request.js";
import { makeTest } from "./test.js";
import { clearAll } from "./timers.js";
import { scopeNumbers, VariableScope } from "./variables.js";

const scopes = {
    globals: scopeNumbers.globals, environment: scopeNumbers.environment,
    collectionVariables: scopeNumbers.collection, iterationData: scopeNumbers.data,
    variables: scopeNumbers.merged,
};

/** Getters of `pm` → what makes the member for one script. */
const members = {
    info: () => {
        const [eventName, iteration, iterationCount, requestName, requestId] = texts(native.info());
        return freeze({
            eventName, iteration: +iteration, iterationCount: +iterationCount, requestName, requestId,
        });
    },
    test: (script, pm) => makeTest(script, pm),
    expect: () => library("chai").expect,
    request: (script) => makeRequest(script),
    response: (script) => (script.event === "test" ? makeResponse() : undefined),
    cookies: () => makeCookies(),
    sendRequest: (script, pm) => makeSendRequest(pm),
    execution: (script) => makeExecution(script),
    visualizer: () => visualizer,
    vault: () => vault,
};

for (const name in scopes) members[name] = (script) => new VariableScope(scopes[name], script);

function makeRequest(script) {
    const definition = parseJSON(native.request());
    const request = new Request(definition);
    if (script.event === "prerequest") {
        const before = request.toJSON();
        script.finishers.push(() => {
            script.changedRequest = changedDefinition(definition, before, request);
        });
    }
    return withAssertions(request);
}

/** After a request that failed, tests see an empty response, as in Postman. */
function makeResponse() {
    return withAssertions(native.hasResponse() ? new ReceivedResponse(itemResponse) : new Response());
}

/** Gives an object the `to` that starts an assertion about it. */
function withAssertions(subject) {
    defineProperty(subject, "to", { get: () => library("chai").expect(subject).to, configurable: true });
    return subject;
}

function makeExecution(script) {
    const execution = {
        setNextRequest(name) { script.nextRequest = name; },
        get location() {
            const [current, ...names] = texts(native.location());
            defineProperty(names, "current", { value: current, enumerable: false });
            return freeze(names);
        },
        runRequest() {
            throw new NativeError("pm.execution.runRequest is not available in this version");
        },
    };
    // As in Postman: in a test script the member is not there, and calling it is a TypeError.
    if (script.event === "prerequest") {
        execution.skipRequest = () => {
            script.isSkipped = true;
            clearAll();
            throw skipSignal;
        };
    }
    return execution;
}

/** Accepted and checked; nothing shows it on a terminal. */
const visualizer = {
    set(template, _data, options) {
        if (typeof template !== "string") {
            throw new NativeTypeError(`Invalid template. Template must be of type string, found ${typeof template}`);
        }
        if (options !== undefined && (typeof options !== "object" || options === null)) {
            throw new NativeTypeError(`Invalid options. Options must be of type object, found ${typeof options}`);
        }
    },
    clear() {},
};

async function refuseVault() {
    throw new NativeError("Vault access denied: no vault is given to this run");
}

const vault = { get: refuseVault, set: refuseVault, unset: refuseVault };

export class Pm {
    #script;

    constructor(script) { this.#script = script; }

    /** Defines the getter of one member, replaced by its value on first use. */
    static define(name, make) {
        defineProperty(this.prototype, name, {
            configurable: true,
            enumerable: true,
            get() {
                const value = make(this.#script, this);
                defineProperty(this, name, { value, writable: true, configurable: true, enumerable: true });
                return value;
            },
            set(value) {
                defineProperty(this, name, { value, writable: true, configurable: true, enumerable: true });
            },
        });
    }

    static {
        for (const name in members) this.define(name, members[name]);
    }

    require(name) { return require(`${name}`.replace(/^npm:/, "").replace(/@[^@/]*$/, "")); }
}
