// AbortController and AbortSignal.
//
// The timer of a signal with a timeout is set while somebody listens; else the clock is asked. So a
// script does not wait for a timeout that nobody is interested in.

import { showMembers } from "../core/primordials.js";
import { checkedInteger, codedError, wrongType } from "../node/arguments.js";
import { DOMException } from "./dom-exception.js";
import { defineHandler, Event, EventTarget } from "./events.js";
import { longestWait, timers } from "./timers.js";

/** What may make a signal. */
const token = {};

export class AbortSignal extends EventTarget {
    #isAborted = false;
    #reason = undefined;
    #deadline = Infinity;
    #timer = undefined;
    #isWatching = false;
    #sources = [];
    #relay = () => this.#look();

    constructor(given) {
        if (given !== token)
            throw codedError(new TypeError("Illegal constructor"), "ERR_ILLEGAL_CONSTRUCTOR");
        super();
    }

    /** A signal that is not aborted. */
    static make(given) { return new AbortSignal(given); }

    static abort(reason) {
        const signal = new AbortSignal(token);
        signal.#abort(reason);
        return signal;
    }

    static timeout(milliseconds) {
        checkedInteger(milliseconds, "delay", 0, 2 ** 32 - 1, "&&");
        const signal = new AbortSignal(token);
        signal.#deadline = Date.now() + milliseconds;
        return signal;
    }

    static any(signals) {
        if (typeof signals?.[Symbol.iterator] !== "function")
            throw wrongType('"signals" argument', "an instance of Array", signals);
        const signal = new AbortSignal(token);
        signal.#sources = [...signals];
        signal.#sources.forEach((source, index) => {
            if (!(source instanceof AbortSignal))
                throw wrongType(
                    `"signals[${index}]" argument`, "an instance of AbortSignal", source);
        });
        signal.#look();
        return signal;
    }

    /** Aborts the signal of a controller. */
    static abortWith(given, signal, reason) { if (given === token) signal.#abort(reason); }

    get aborted() {
        this.#look();
        return this.#isAborted;
    }

    get reason() {
        this.#look();
        return this.#reason;
    }

    throwIfAborted() { if (this.aborted) throw this.#reason; }

    addEventListener(type, callback, options) {
        super.addEventListener(type, callback, options);
        if (String(type) === "abort") this.#watch();
    }

    /** Checks whether time or another signal has aborted this one. */
    #look() {
        if (this.#isAborted) return;
        const source = this.#sources.find((other) => other.aborted);
        if (source !== undefined) this.#abort(source.reason);
        else if (Date.now() >= this.#deadline)
            this.#abort(
                new DOMException("The operation was aborted due to timeout", "TimeoutError"));
    }

    removeEventListener(type, callback, options) {
        super.removeEventListener(type, callback, options);
        if (!EventTarget.isHeard(this, "abort")) this.#rest();
    }

    #watch() {
        if (this.#isWatching || this.#isAborted) return;
        this.#isWatching = true;
        for (const source of this.#sources) source.addEventListener("abort", this.#relay);
        if (this.#deadline < Infinity) this.#wait();
    }

    /** Looks when the time is over; the clock may lag behind the timer. */
    #wait() {
        this.#timer = timers.setTimeout(() => {
            this.#look();
            if (!this.#isAborted) this.#wait();
        }, Math.min(longestWait, Math.max(1, this.#deadline - Date.now())));
    }

    /** Waits for nothing any more. */
    #rest() {
        this.#isWatching = false;
        timers.clearTimeout(this.#timer);
        for (const source of this.#sources) source.removeEventListener("abort", this.#relay);
    }

    #abort(reason) {
        if (this.#isAborted) return;
        this.#isAborted = true;
        this.#reason = reason === undefined
            ? new DOMException("This operation was aborted", "AbortError")
            : reason;
        this.#rest();
        this.dispatchEvent(new Event("abort"));
    }

    get [Symbol.toStringTag]() { return "AbortSignal"; }
}

defineHandler(AbortSignal.prototype, "abort");

export class AbortController {
    #signal = AbortSignal.make(token);

    get signal() { return this.#signal; }
    abort(reason) { AbortSignal.abortWith(token, this.#signal, reason); }
    get [Symbol.toStringTag]() { return "AbortController"; }
}

showMembers(AbortSignal, "aborted");
showMembers(AbortController, "signal");
