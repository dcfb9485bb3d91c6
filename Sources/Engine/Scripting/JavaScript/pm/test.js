// pm.test: the verdicts.
//
// A test is reported when it has its verdict: at once if its function is synchronous, when the
// promise settles if it returns one (Newman does not wait for it), when done() is called if it
// takes an argument. What is still open when nothing is left that could end it, or when the
// script's time is over, has failed.

import { describe } from "../core/errors.js";
import { plainFailure } from "../core/failures.js";
import { native } from "../core/native.js";
import { isThenable, settle, symbolText } from "../core/primordials.js";
import { current, skipSignal } from "../core/script.js";

/** Reports one assertion; `failure` is a description of an error or undefined. */
export function report(script, name, index, isSkipped, failure) {
    if (failure === undefined) native.assertion(name, index, isSkipped);
    else native.assertion(name, index, isSkipped, failure);
}

class PendingTest {
    constructor(script, name, index) {
        this.script = script;
        this.name = name;
        this.index = index;
    }

    pass = () => this.end(undefined);
    fail = (error) => this.end(describe(error, this.script.source));
    /** The `done` of a test that takes an argument. */
    done = (error) => {
        const failure =
            error === undefined || error === null ? undefined : describe(error, this.script.source);
        // As in Newman: each call of done() is a verdict, unless the test itself has thrown.
        const isVerdict = this.end(failure);
        if (!isVerdict && !this.hasThrown && this.script === current()) this.report(failure);
    };

    /** Takes the error that the test's function has thrown. */
    failAtOnce(error) {
        this.hasThrown = true;
        this.fail(error);
    }

    /** Takes the verdict, unless there is one; answers whether there was none. */
    end(failure) {
        const isFirst = this.script.pendingTests.delete(this);
        if (isFirst) this.report(failure);
        return isFirst;
    }

    report(failure) { report(this.script, this.name, this.index, false, failure); }
}

/** Ends the tests that are still open, each as a failure that says why. */
export function endPendingTests(script, isTimeout) {
    const message = isTimeout
        ? "the test did not end before the script's time was over"
        : "the test did not end: its promise never settled or done() was never called";
    script.pendingTests.forEach((test) => test.end(plainFailure("Error", message)));
}

function runWaiting(script, name, index, start) {
    const pending = new PendingTest(script, name, index);
    script.pendingTests.add(pending);
    try {
        start(pending);
    } catch (error) {
        pending.failAtOnce(error);
        if (error === skipSignal) throw error;
    }
}

function runTest(script, name, body) {
    const index = script.assertionCount++;
    if (typeof body !== "function") return report(script, name, index, false, undefined);
    if (body.length > 0) {
        return runWaiting(script, name, index, (test) => {
            const result = body(test.done);
            // An async function that fails will never call done().
            if (isThenable(result)) settle(result, () => {}, test.fail);
        });
    }
    let result;
    try {
        result = body();
    } catch (error) {
        if (error === skipSignal) throw error;
        return report(script, name, index, false, describe(error, script.source));
    }
    if (isThenable(result)) {
        return runWaiting(script, name, index, (test) => settle(result, test.pass, test.fail));
    }
    report(script, name, index, false, undefined);
}

/** A test may have any name that has a text. */
const nameOf = (name) => (typeof name === "symbol" ? symbolText(name) : `${name}`);

/** Makes the `pm.test` of one script. */
export function makeTest(script, pm) {
    const test = (name, body) => {
        runTest(script, nameOf(name), body);
        return pm;
    };
    test.skip = (name) => {
        report(script, nameOf(name), script.assertionCount++, true, undefined);
        return pm;
    };
    test.index = () => script.assertionCount;
    return test;
}
