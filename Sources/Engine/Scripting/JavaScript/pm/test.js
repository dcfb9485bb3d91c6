// pm.test: the verdicts.
//
// Each test has one verdict. It fails with the first error: one that its function throws, one that
// its promise is rejected with, or one that is given to done(). It passes when nothing is left that
// it waits for: its function has returned, its promise is fulfilled (Postman does not wait for it),
// and done() was called if the function takes an argument. What is still open when nothing is left
// that could end it, or when the script's time is over, has failed. An error that comes after a
// test has passed is an error of the script.

import { describe } from "../core/errors.js";
import { plainFailure } from "../core/failures.js";
import { shortened } from "../core/masking.js";
import { native } from "../core/native.js";
import { isObject, settle, symbolText } from "../core/primordials.js";
import { current, skipSignal } from "../core/script.js";

/** Reports one assertion; `failure` is a description of an error or undefined. */
export function report(script, name, index, isSkipped, failure) {
    const shown = shortened(name);
    if (failure === undefined) native.assertion(shown, index, isSkipped);
    else native.assertion(shown, index, isSkipped, failure);
}

class PendingTest {
    /** How many ends the test waits for, that of its function among them. */
    #open = 1;
    #isDone = false;
    #isPending = true;
    #hasPassed = false;
    /** The pending test that began before this one, and the one that began after it. */
    before;
    after = undefined;

    constructor(script, name, index) {
        this.script = script;
        this.name = name;
        this.index = index;
        this.before = script.pendingTest;
        if (this.before !== undefined) this.before.after = this;
        script.pendingTest = this;
    }

    /** Takes the test out of the pending ones; false if it was not one of them. */
    #settle() {
        if (!this.#isPending) return false;
        this.#isPending = false;
        const { before, after } = this;
        if (before !== undefined) before.after = after;
        if (after === undefined) this.script.pendingTest = before;
        else after.before = before;
        return true;
    }

    /** Runs the test's function. */
    run(body, takesDone) {
        if (takesDone) this.#open++;
        try {
            const result = takesDone ? body((error) => this.done(error)) : body();
            // A `then` that cannot be read fails the test, as it rejects a promise.
            if (isObject(result) && typeof result.then === "function") {
                this.#open++;
                settle(result, () => this.pass(), (error) => this.fail(error));
            }
        } catch (error) {
            this.fail(error);
            if (error === skipSignal) throw error;
        }
        this.pass();
        if (this.#isPending) this.script.mustFinish();
    }

    /** Takes a good end; the last one is the verdict. */
    pass() {
        this.#open--;
        if (this.#open === 0) this.end(undefined);
    }

    /** Takes an error; the first one is the verdict, unless the test has passed. */
    fail(error) {
        if (error === skipSignal) this.#settle();
        else if (this.#hasPassed) current().fail(error);
        else this.end(describe(error, this.script.source));
    }

    /** The `done` of a test with a parameter. As in Postman, a falsy value counts as none. */
    done(error) {
        if (error) return this.fail(error);
        if (this.#isDone) return;
        this.#isDone = true;
        this.pass();
    }

    /** Ends the test without a verdict. */
    skip() {
        if (this.#settle()) report(this.script, this.name, this.index, true, undefined);
    }

    /** Takes the verdict, unless there is one. */
    end(failure) {
        if (!this.#settle()) return;
        this.#hasPassed = failure === undefined;
        report(this.script, this.name, this.index, false, failure);
    }
}

/** Does something with each test that is still open, in the order in which they began. */
function forEachPendingTest(script, action) {
    let test = script.pendingTest;
    while (test?.before !== undefined) test = test.before;
    while (test !== undefined) {
        const { after } = test;
        action(test);
        test = after;
    }
}

/**
 * Ends the tests that are still open, each as a failure that says why. In a script that skipped its
 * request they have no verdict, as in Postman; when the run ends, they are skipped.
 */
export function endPendingTests(script, isTimeout, isInterrupted) {
    if (script.isSkipped) {
        script.pendingTest = undefined;
        return;
    }
    if (isTimeout && isInterrupted) return forEachPendingTest(script, (test) => test.skip());
    const message = isTimeout
        ? "the test did not end before the script's time was over"
        : "the test did not end: its promise never settled or done() was never called";
    forEachPendingTest(script, (test) => test.end(plainFailure("Error", message)));
}

function runTest(script, name, body) {
    const index = script.assertionCount++;
    if (typeof body !== "function") return report(script, name, index, false, undefined);
    const takesDone = body.length > 0;
    new PendingTest(script, name, index).run(body, takesDone);
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
