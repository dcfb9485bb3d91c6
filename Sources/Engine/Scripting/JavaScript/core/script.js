// The script that runs now: what it has reported, what it waits for, how it ended.

import { inspect } from "../node/console/inspect.js";
import { describe } from "./errors.js";
import { native } from "./native.js";
import {
    append, apply, create, indexOf, isPromise, NativeMap, settle, sourceOf, split, substring,
    textOf,
} from "./primordials.js";

/** What `pm.execution.skipRequest()` throws to end the script at once; it is not a failure. */
export const skipSignal = { toString: () => "the request is skipped" };

/** The code in the function around a script, as the engine runs it, with the function's end. */
export function codeOfBody(body) {
    const text = sourceOf(body);
    // The first statement is the host's, on a line of its own.
    return substring(text, indexOf(text, ";\n") + 2);
}

const linesOf = (body) => split(codeOfBody(body), "\n");

/** One of these lines, from 1. */
export const lineOfBody = (body, number) => linesOf(body)[number - 1] ?? "";

export class Script {
    /** The number of assertions made so far. */
    assertionCount = 0;
    /** The last begun of the tests that have not reached their verdict. */
    pendingTest = undefined;
    /** What the script has assigned to the names that the sandbox gives it. */
    assigned = create(null);
    /** Whether the promise of the script's code has settled. */
    isSettled = false;
    /** Whether the script skipped its request. */
    isSkipped = false;
    /** What was given to `setNextRequest`; undefined if nothing was. */
    nextRequest = undefined;
    /** The description of the first error that was not caught. */
    failure = undefined;
    /**
     * What must be done after the last line: legacy tests, structured variables, request changes.
     */
    #finishers = undefined;
    #timers = undefined;
    #lines = undefined;
    #hasEnd = false;

    constructor(event, source, body, outer) {
        this.outer = outer;
        this.event = event;
        this.source = source;
        /** The function around the user's code. */
        this.body = body;
    }

    /** A line of the user's code, from 1, as the engine runs it. */
    lineOfCode(number) {
        this.#lines ??= linesOf(this.body);
        return this.#lines[number - 1] ?? "";
    }

    /** The timers that are set: ids given to the script → ids of the host. */
    get timers() {
        this.#timers ??= new NativeMap();
        return this.#timers;
    }

    /** Forgets all timers. */
    stopTimers() {
        this.#timers?.clear();
        native.cancelAll();
    }

    /** Says to the host that the script must be finished: something is left, or was found. */
    mustFinish() {
        if (this.#hasEnd) return;
        this.#hasEnd = true;
        native.mustFinish();
    }

    /** Has something done after the script's last line. */
    atEnd(finish) {
        this.#finishers ??= [];
        append(this.#finishers, finish);
        this.mustFinish();
    }

    runFinishers() {
        if (this.#finishers === undefined) return;
        for (let i = 0; i < this.#finishers.length; i++) this.runCallback(this.#finishers[i], []);
    }

    /** Takes an error that the script did not catch; the first one is the script's failure. */
    fail(error) {
        if (error === skipSignal) return;
        const description = describe(error, this.source);
        this.mustFinish();
        if (this.failure === undefined) this.failure = description;
        else native.console("error", this.#shown(error));
    }

    /** An error as the console shows it, if scripts have left that intact. */
    #shown(error) {
        try {
            return inspect(error, this.source);
        } catch {
            return textOf(error);
        }
    }

    /** Runs a callback of the script, on whose behalf the host was waiting. */
    runCallback(callback, args) {
        try {
            const result = apply(callback, undefined, args);
            // An async callback fails later; its error is the script's as much as any other.
            if (isPromise(result)) settle(result, () => {}, (error) => this.fail(error));
        } catch (error) {
            this.fail(error);
        }
    }
}

let running = new Script("test", 0, () => {});

/** The script that runs now. */
export const current = () => running;

export function setCurrent(script) {
    running = script;
}
