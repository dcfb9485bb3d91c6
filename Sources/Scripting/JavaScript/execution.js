// pm.execution: where the script stands in the run, what comes next, and other requests of the collection.

import { native, texts } from "./native.js";
import {
    defineProperty, freeze, isPlainObject, NativePromise, NativeTypeError, stringifyJSON,
} from "./primordials.js";
import { ReceivedResponse } from "./response.js";
import { skipSignal } from "./script.js";
import { hostError } from "./send-request.js";
import { clearAll } from "./timers.js";

/** Runs another request with its scripts; the promise has its response, or null where it was skipped. */
function runRequest(request, options) {
    if (typeof request !== "string" || request === "") {
        throw new NativeTypeError("pm.execution.runRequest needs the id or the name of a request");
    }
    const variables = options?.variables ?? {};
    if (!isPlainObject(variables)) {
        throw new NativeTypeError("pm.execution.runRequest: the option 'variables' must be an object");
    }
    return new NativePromise((resolve, reject) => {
        native.runRequest(request, stringifyJSON(variables), (error, response) => {
            if (error !== null) reject(hostError(error));
            else resolve(response === null ? null : new ReceivedResponse(response));
        });
    });
}

export function makeExecution(script) {
    const execution = {
        setNextRequest(name) { script.nextRequest = name; },
        get location() {
            const [current, ...names] = texts(native.location());
            defineProperty(names, "current", { value: current, enumerable: false });
            return freeze(names);
        },
        runRequest,
    };
    // As in Postman: in a test script the member is not there, and calling it is a TypeError.
    if (script.event === "prerequest") {
        execution.skipRequest = () => {
            script.isSkipped = true;
            clearAll(script);
            throw skipSignal;
        };
    }
    return execution;
}
