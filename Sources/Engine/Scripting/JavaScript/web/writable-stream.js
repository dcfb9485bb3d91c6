// WritableStream of the Streams Standard.

import { AbortController } from "./abort.js";
import { Deferred, readStrategy } from "./deferred.js";

/** What may make a controller. */
const token = {};
const closeMark = {};

/** The state that a stream, its controller and its writer share. */
class Writable {
    status = "writable";
    error = undefined;
    queue = [];
    queued = 0;
    isBusy = true;
    isClosing = false;
    writer = undefined;
    closed = new Deferred();
    ready = new Deferred();
    aborting = new AbortController();

    constructor(sink, strategy) {
        this.sink = sink;
        Object.assign(this, readStrategy(strategy, 1));
        this.updateReady();
    }

    async start(controller) {
        this.controller = controller;
        try {
            const started = this.sink.start?.(controller);
            await started;
            this.isBusy = false;
            this.advance();
        } catch (error) {
            this.fail(error);
        }
    }

    get desiredSize() {
        if (this.status === "errored") return null;
        return this.status === "closed" ? 0 : this.room - this.queued;
    }

    /** `ready` is settled while there is room. */
    updateReady() {
        if (this.status === "errored") this.ready.reject(this.error);
        else if (this.desiredSize > 0 || this.isClosing) this.ready.resolve(undefined);
        else this.ready = new Deferred();
    }

    add(chunk) {
        if (this.status === "errored") return Promise.reject(this.error);
        if (this.isClosing || this.status === "closed")
            return Promise.reject(new TypeError("Invalid state: WritableStream is closed"));
        let size = 0;
        try {
            size = chunk === closeMark ? 0 : this.sizeOf(chunk);
        } catch (error) {
            this.fail(error);
            return Promise.reject(error);
        }
        const done = new Deferred();
        if (chunk === closeMark) this.isClosing = true;
        this.queue.push({ chunk, size, done });
        this.queued += size;
        this.updateReady();
        this.advance();
        return done.promise;
    }

    close() { return this.add(closeMark); }

    /** Gives the sink what is next, one at a time. */
    async advance() {
        if (this.isBusy || this.queue.length === 0 || this.status !== "writable") return;
        this.isBusy = true;
        const { chunk, size, done } = this.queue[0];
        try {
            if (chunk === closeMark) await this.sink.close?.();
            else await this.sink.write?.(chunk, this.controller);
            done.resolve(undefined);
        } catch (error) {
            done.reject(error);
            this.fail(error);
            return;
        }
        this.isBusy = false;
        if (this.status !== "writable") return;
        this.queue.shift();
        this.queued -= size;
        if (chunk === closeMark) {
            this.status = "closed";
            this.closed.resolve(undefined);
        }
        this.updateReady();
        this.advance();
    }

    fail(error) {
        if (this.status !== "writable") return;
        this.status = "errored";
        this.error = error;
        for (const { done } of this.queue.splice(0)) done.reject(error);
        this.closed.reject(error);
        this.ready = new Deferred();
        this.updateReady();
    }

    async abort(reason) {
        if (this.status !== "writable") return;
        this.aborting.abort(reason);
        this.fail(reason);
        await this.sink.abort?.(reason);
    }
}

export class WritableStreamDefaultController {
    #state;

    constructor(given, state) {
        if (given !== token) throw new TypeError("Illegal constructor");
        this.#state = state;
    }

    get signal() { return this.#state.aborting.signal; }
    error(reason) { this.#state.fail(reason); }
    get [Symbol.toStringTag]() { return "WritableStreamDefaultController"; }
}

export class WritableStreamDefaultWriter {
    #state;

    constructor(stream) {
        this.#state = WritableStream.state(token, stream);
        if (this.#state.writer !== undefined)
            throw new TypeError("Invalid state: WritableStream is locked");
        this.#state.writer = this;
    }

    #live() {
        if (this.#state === undefined)
            throw new TypeError("Invalid state: The writer was released");
        return this.#state;
    }

    get closed() { return this.#live().closed.promise; }
    get ready() { return this.#live().ready.promise; }
    get desiredSize() { return this.#live().desiredSize; }
    async write(chunk) { return this.#live().add(chunk); }
    async close() { return this.#live().close(); }
    async abort(reason) { return this.#live().abort(reason); }

    releaseLock() {
        if (this.#state === undefined) return;
        this.#state.writer = undefined;
        this.#state = undefined;
    }

    get [Symbol.toStringTag]() { return "WritableStreamDefaultWriter"; }
}

export class WritableStream {
    #state;

    constructor(sink = {}, strategy = {}) {
        this.#state = new Writable(sink ?? {}, strategy);
        this.#state.start(new WritableStreamDefaultController(token, this.#state));
    }

    static state(given, stream) {
        if (given !== token || !(stream instanceof WritableStream))
            throw new TypeError("a WritableStream is needed");
        return stream.#state;
    }

    get locked() { return this.#state.writer !== undefined; }
    getWriter() { return new WritableStreamDefaultWriter(this); }

    async close() {
        this.#refuseLocked();
        return this.#state.close();
    }

    async abort(reason) {
        this.#refuseLocked();
        return this.#state.abort(reason);
    }

    #refuseLocked() {
        if (this.locked) throw new TypeError("Invalid state: WritableStream is locked");
    }
    get [Symbol.toStringTag]() { return "WritableStream"; }
}
