// What a ReadableStream, its controller and its reader share: the queue, the waiting reads, the
// end.

import { Deferred, readStrategy } from "./deferred.js";

/** Stream → its state; the only way to it, so that scripts have none. */
export const streamStates = new WeakMap();

/** The key that the constructors of controllers and requests ask for. */
export const token = {};

/** Refuses to make what only a stream makes. */
export function checkToken(given) {
    if (given !== token) throw new TypeError("Illegal constructor");
}

/** Returns the state of a stream. */
export function stateOf(stream) {
    const state = streamStates.get(stream);
    if (state === undefined) throw new TypeError("a ReadableStream is needed");
    return state;
}

const closedError = () => new TypeError("Invalid state: Controller is already closed");

/** The state of a stream of any values. */
export class ReadableState {
    status = "readable";
    error = undefined;
    reader = undefined;
    closed = new Deferred();
    queue = [];
    queued = 0;
    requests = [];
    isClosing = false;

    #isStarted = false;
    #isPulling = false;
    #pullsAgain = false;

    constructor(source, strategy, usualRoom = 1) {
        this.source = source;
        Object.assign(this, readStrategy(strategy, usualRoom));
    }

    async start(controller) {
        this.controller = controller;
        try {
            const started = this.source.start?.(controller);
            await started;
            this.#isStarted = true;
            this.pull();
        } catch (error) {
            this.fail(error);
        }
    }

    get desiredSize() {
        if (this.status === "errored") return null;
        return this.status === "closed" ? 0 : this.room - this.queued;
    }

    /** Whether a read waits for data. */
    get isAwaited() { return this.requests.length > 0; }

    checkOpen() {
        if (this.status !== "readable" || this.isClosing) throw closedError();
    }

    enqueue(chunk) {
        this.checkOpen();
        if (this.requests.length > 0) {
            this.requests.shift().resolve({ value: chunk, done: false });
        } else {
            let size;
            try {
                size = this.sizeOf(chunk);
            } catch (error) {
                this.fail(error);
                throw error;
            }
            this.queue.push({ chunk, size });
            this.queued += size;
        }
        this.pull();
    }

    /** Ends the stream after what is queued. */
    finish() {
        this.checkOpen();
        this.isClosing = true;
        if (this.queue.length === 0) this.close();
    }

    close() {
        this.status = "closed";
        for (const request of this.requests.splice(0)) {
            request.resolve({ value: undefined, done: true });
        }
        this.closed.resolve(undefined);
    }

    fail(error) {
        if (this.status !== "readable") return;
        this.status = "errored";
        this.error = error;
        this.dropQueue();
        this.rejectRequests(error);
        this.closed.reject(error);
    }

    dropQueue() {
        this.queue = [];
        this.queued = 0;
    }

    /** Ends the waiting reads with an error. */
    rejectRequests(error) {
        for (const request of this.requests.splice(0)) request.reject(error);
    }

    async pull() {
        const isWanted = this.isAwaited || this.desiredSize > 0;
        if (!this.#isStarted || this.status !== "readable" || this.isClosing || !isWanted) return;
        if (this.#isPulling) {
            this.#pullsAgain = true;
            return;
        }
        this.#isPulling = true;
        try {
            await this.source.pull?.(this.controller);
        } catch (error) {
            this.fail(error);
        }
        this.#isPulling = false;
        if (!this.#pullsAgain) return;
        this.#pullsAgain = false;
        this.pull();
    }

    /** Returns the promise of the next chunk. */
    read() {
        const request = new Deferred();
        if (this.queue.length > 0) request.resolve({ value: this.takeChunk(), done: false });
        else if (this.status === "closed") request.resolve({ value: undefined, done: true });
        else if (this.status === "errored") request.reject(this.error);
        else this.wait(request);
        return request.promise;
    }

    takeChunk() {
        const { chunk, size } = this.queue.shift();
        this.queued -= size;
        this.afterTaking();
        return chunk;
    }

    /** Closes the stream if its last chunk was taken, or asks for more. */
    afterTaking() {
        if (this.isClosing && this.queue.length === 0) this.close();
        else this.pull();
    }

    wait(request) {
        this.requests.push(request);
        this.pull();
    }

    async cancel(reason) {
        if (this.status === "closed") return;
        if (this.status === "errored") throw this.error;
        this.dropQueue();
        this.close();
        await this.source.cancel?.(reason);
    }

    /** Releases the reader; reads that wait fail. */
    release(error) {
        this.rejectRequests(error);
        this.reader = undefined;
    }
}
