// The entry: puts the globals in place and hands the host the functions by which it runs scripts.
//
// Everything here happens once per run, before the first script; what a script does not touch is
// not made.

import { useSugar } from "../legacy/sugar/install.js";
import { library } from "../node/modules/require.js";
import { Pm } from "../pm/pm.js";
import { endPendingTests } from "../pm/test.js";
import { Response } from "../sdk/response.js";
import { installWebGlobals } from "../web/globals.js";
import { guardArrays } from "./array-memory.js";
import { caught, installErrorStacks } from "./error-stacks.js";
import { plainFailure } from "./failures.js";
import { installGlobals } from "./globals.js";
import { insertCalls } from "./inserted-calls.js";
import { guardConstructors, sized } from "./large-values.js";
import { guardMemory } from "./memory.js";
import { native } from "./native.js";
import { defineProperty, isThenable, settle, sourceOf, stringifyJSON } from "./primordials.js";
import { current, Script, setCurrent } from "./script.js";
import { guardSearches } from "./text-memory.js";

/** Makes a script the running one, and the variable `pm` its own. */
function enter(script) {
    setCurrent(script);
    pm = script.assigned.pm;
}

function begin(script) {
    script.pm = new Pm(script);
    script.assigned.pm = script.pm;
    enter(script);
}

/** Whether what a script's source gave is the one function around it, of that length. */
native.covers = (body, length) => typeof body === "function" && sourceOf(body).length === length;

/** Inserts calls into a script's code: into catch clauses, and before constructors of arrays. */
native.insertCalls = (code, source, hook) => insertCalls(code, source, hook);

/**
 * Starts a script: `body` is the function around the user's code, `source` its number. What is left
 * open when this returns goes on in turns of the event loop. A nested one runs while the current
 * one waits for its request.
 *
 * Most scripts leave nothing: the host then starts the next one without a call of `finish`.
 */
native.start = (body, isTest, source, hidesLegacy, isNested) => {
    const event = isTest ? "test" : "prerequest";
    const script = new Script(event, source, body, isNested ? current() : undefined);
    script.hidesLegacy = hidesLegacy;
    if (isNested) script.outer.assigned.pm = pm;
    begin(script);
    const end = () => { script.isSettled = true; };
    const fail = (error) => {
        end();
        script.fail(error);
    };
    let result;
    try {
        result = body(caught);
    } catch (error) {
        return fail(error);
    }
    if (isThenable(result)) {
        script.mustFinish();
        settle(result, end, fail);
    } else end();
};

/**
 * Ends the script: tests that are open have failed. Returns undefined if there is nothing to
 * report, else an object whose members SandboxRuntime.swift reads by name.
 */
native.finish = (isTimeout, isInterrupted) => {
    const script = current();
    script.stopTimers();
    endPendingTests(script, isTimeout, isInterrupted);
    script.runFinishers();
    if (!script.isSettled && !isTimeout && !script.isSkipped && script.failure === undefined) {
        script.failure = plainFailure(
            "Error", "the script did not end: it awaits a promise that nothing is left to settle");
    }
    if (script.outer !== undefined) enter(script.outer);
    const { failure, isSkipped, nextRequest, changedRequest } = script;
    if (!failure && !isSkipped && nextRequest === undefined && changedRequest === undefined)
        return undefined;
    return {
        __proto__: null,
        failure,
        isSkipped,
        hasNextRequest: nextRequest !== undefined,
        nextRequest,
        changedRequest: changedRequest === undefined ? undefined : stringifyJSON(changedRequest),
    };
};

/** Evaluates what scripts will use: the library of assertions, the class of responses. */
native.load = (asserts, reads) => {
    if (asserts) library("chai");
    if (reads) Response.isResponse(undefined);
};

/** Takes a rejection that no script has handled. */
native.rejected = (_promise, reason) => current().fail(reason);

/** Receives the members of Sugar.js that a new script names. */
native.useSugar = useSugar;

/** Guards constructors, now that the engine may have memory to clear for what they make. */
native.guardConstructors = () => guardConstructors();

// The guards that a script calls in place of the constructors that its code names.
defineProperty(caught, "sized", {
    __proto__: null,
    configurable: true,
    get() {
        defineProperty(caught, "sized", { __proto__: null, value: sized, configurable: false });
        return sized;
    },
});

guardMemory();
guardSearches();
guardArrays();
installErrorStacks();
installWebGlobals();
installGlobals();
