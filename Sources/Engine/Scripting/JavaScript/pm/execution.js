// pm.execution: the place of the script in the run, the next request, and other requests of the
// collection.

import { ScriptTypeError } from "../core/error-stacks.js";
import { native, texts } from "../core/native.js";
import {
    defineProperty, freeze, isPlainObject, NativePromise, slice, stringifyJSON, symbolText,
} from "../core/primordials.js";
import { skipSignal } from "../core/script.js";
import { ReceivedResponse } from "../sdk/response.js";
import { hostError } from "./send-request.js";

/**
 * Runs another request with its scripts; the promise has its response, or null if it was skipped.
 */
function runRequest(request, options) {
    return new NativePromise((resolve, reject) => {
        if (typeof request !== "string" || request === "") {
            throw new ScriptTypeError(
                "pm.execution.runRequest needs the id or the name of a request");
        }
        const variables = options?.variables ?? {};
        if (!isPlainObject(variables)) {
            throw new ScriptTypeError(
                "pm.execution.runRequest: the option 'variables' must be an object");
        }
        native.runRequest(request, stringifyJSON(variables), (error, response) => {
            if (error !== null) return reject(hostError(error));
            resolve(
                response === null ? null : new ReceivedResponse(native.responseHead(response)));
        });
    });
}

const textOf = (name) => (typeof name === "symbol" ? symbolText(name) : `${name}`);

export function makeExecution(script) {
    const execution = {
        // What has no text fails here, if the script can see it.
        setNextRequest(name) {
            script.nextRequest = name === null || name === undefined ? name : textOf(name);
            script.mustFinish();
        },
        get location() {
            const location = texts(native.location());
            const names = slice(location, 1);
            defineProperty(
                names, "current", { __proto__: null, value: location[0], enumerable: false });
            return freeze(names);
        },
        runRequest,
    };
    // As in Postman: in a test script the member is not there, and calling it is a TypeError.
    if (script.event === "prerequest") {
        execution.skipRequest = () => {
            script.isSkipped = true;
            script.mustFinish();
            script.stopTimers();
            throw skipSignal;
        };
    }
    return freeze(execution);
}
