// ReadableStream of the Streams Standard with its default reader; a source of type "bytes" gives
// chunks like any other, there is no reader that brings its own buffer.

import { Deferred, readStrategy } from "./deferred.js";
import { pipe } from "./pipe.js";

/** What may make a controller. */
const token = {};

/** The state that a stream, its controller and its reader share. */
class Readable {
    status = "readable";
    error = undefined;
    queue = [];
    queued = 0;
    requests = [];
    reader = undefined;
    closed = new Deferred();
    isStarted = false;
    isClosing = false;
    isPulling = false;
    pullsAgain = false;

    constructor(source, strategy) {
        this.source = source;
        Object.assign(this, readStrategy(strategy, 1));
    }

    async start(controller) {
        this.controller = controller;
        try {
            const started = this.source.start?.(controller);
            await started;
            this.isStarted = true;
            this.pull();
        } catch (error) {
            this.fail(error);
        }
    }

    get desiredSize() {
        if (this.status === "errored") return null;
        return this.status === "closed" ? 0 : this.room - this.queued;
    }

    enqueue(chunk) {
        if (this.status !== "readable" || this.isClosing)
            throw new TypeError("Invalid state: Controller is already closed");
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

    /** Ends the stream behind what is queued. */
    finish() {
        if (this.status !== "readable" || this.isClosing)
            throw new TypeError("Invalid state: Controller is already closed");
        this.isClosing = true;
        if (this.queue.length === 0) this.close();
    }

    close() {
        this.status = "closed";
        for (const request of this.requests.splice(0))
            request.resolve({ value: undefined, done: true });
        this.closed.resolve(undefined);
    }

    fail(error) {
        if (this.status !== "readable") return;
        this.status = "errored";
        this.error = error;
        this.queue = [];
        this.queued = 0;
        for (const request of this.requests.splice(0)) request.reject(error);
        this.closed.reject(error);
    }

    async pull() {
        const isWanted = this.requests.length > 0 || this.desiredSize > 0;
        if (!this.isStarted || this.status !== "readable" || this.isClosing || !isWanted) return;
        if (this.isPulling) {
            this.pullsAgain = true;
            return;
        }
        this.isPulling = true;
        try {
            await this.source.pull?.(this.controller);
        } catch (error) {
            this.fail(error);
        }
        this.isPulling = false;
        if (!this.pullsAgain) return;
        this.pullsAgain = false;
        this.pull();
    }

    read() {
        const request = new Deferred();
        if (this.queue.length > 0) {
            const { chunk, size } = this.queue.shift();
            this.queued -= size;
            request.resolve({ value: chunk, done: false });
            if (this.isClosing && this.queue.length === 0) this.close();
            else this.pull();
        } else if (this.status === "closed") {
            request.resolve({ value: undefined, done: true });
        } else if (this.status === "errored") {
            request.reject(this.error);
        } else {
            this.requests.push(request);
            this.pull();
        }
        return request.promise;
    }

    async cancel(reason) {
        if (this.status === "closed") return;
        if (this.status === "errored") throw this.error;
        this.queue = [];
        this.queued = 0;
        this.close();
        await this.source.cancel?.(reason);
    }
}

export class ReadableStreamDefaultController {
    #state;

    constructor(given, state) {
        if (given !== token) throw new TypeError("Illegal constructor");
        this.#state = state;
    }

    get desiredSize() { return this.#state.desiredSize; }
    enqueue(chunk) { this.#state.enqueue(chunk); }
    close() { this.#state.finish(); }
    error(reason) { this.#state.fail(reason); }
}

export class ReadableStreamDefaultReader {
    #state;
    #closed;

    constructor(stream) {
        this.#state = ReadableStream.state(token, stream);
        if (this.#state.reader !== undefined)
            throw new TypeError("Invalid state: ReadableStream is locked");
        this.#state.reader = this;
        this.#closed = this.#state.closed;
    }

    get closed() { return this.#closed.promise; }

    read() { return this.#state === undefined ? Promise.reject(released()) : this.#state.read(); }
    cancel(reason) {
        return this.#state === undefined ? Promise.reject(released()) : this.#state.cancel(reason);
    }

    releaseLock() {
        if (this.#state === undefined) return;
        for (const request of this.#state.requests.splice(0)) request.reject(released());
        this.#state.reader = undefined;
        this.#state = undefined;
        this.#closed = new Deferred();
        this.#closed.reject(released());
    }
}

const released = () => new TypeError("Invalid state: The reader was released");

export class ReadableStream {
    #state;

    constructor(source = {}, strategy = {}) {
        this.#state = new Readable(source ?? {}, strategy);
        this.#state.start(new ReadableStreamDefaultController(token, this.#state));
    }

    static state(given, stream) {
        if (given !== token || !(stream instanceof ReadableStream))
            throw new TypeError("a ReadableStream is needed");
        return stream.#state;
    }

    static from(source) {
        const iterator = source[Symbol.asyncIterator]?.() ?? source[Symbol.iterator]();
        return new ReadableStream({
            async pull(controller) {
                const { value, done } = await iterator.next();
                if (done) controller.close();
                else controller.enqueue(await value);
            },
            cancel: (reason) => iterator.return?.(reason),
        }, { highWaterMark: 0 });
    }

    get locked() { return this.#state.reader !== undefined; }

    getReader({ mode } = {}) {
        if (mode !== undefined) throw new TypeError(`a reader of mode '${mode}' is not supported`);
        return new ReadableStreamDefaultReader(this);
    }

    async cancel(reason) {
        if (this.locked) throw new TypeError("Invalid state: ReadableStream is locked");
        return this.#state.cancel(reason);
    }

    pipeTo(destination, options = {}) { return pipe(this, destination, options); }

    pipeThrough({ readable, writable }, options = {}) {
        this.pipeTo(writable, options).catch(() => {});
        return readable;
    }

    tee() {
        const reader = this.getReader();
        const controllers = [];
        const canceled = [];
        const pull = async () => {
            const { value, done } = await reader.read();
            for (const controller of controllers.filter((_, index) => !canceled[index])) {
                if (done) controller.close();
                else controller.enqueue(value);
            }
        };
        const branch = (index) => new ReadableStream({
            start(controller) { controllers[index] = controller; },
            pull,
            async cancel(reason) {
                canceled[index] = true;
                if (canceled[0] && canceled[1]) await reader.cancel(reason);
            },
        });
        const branches = [branch(0), branch(1)];
        reader.closed.catch(
            (error) => controllers.forEach((controller) => controller.error(error)));
        return branches;
    }

    async * values({ preventCancel = false } = {}) {
        const reader = this.getReader();
        let isDone = false;
        try {
            for (;;) {
                const { value, done } = await reader.read();
                isDone = done;
                if (done) return;
                yield value;
            }
        } finally {
            if (!isDone && !preventCancel && this.#state.status === "readable")
                await reader.cancel();
            reader.releaseLock();
        }
    }

    [Symbol.asyncIterator](options) { return this.values(options); }
    get [Symbol.toStringTag]() { return "ReadableStream"; }
}

export class CountQueuingStrategy {
    constructor({ highWaterMark }) { this.highWaterMark = highWaterMark; }
    size() { return 1; }
}

export class ByteLengthQueuingStrategy {
    constructor({ highWaterMark }) { this.highWaterMark = highWaterMark; }
    size(chunk) { return chunk.byteLength; }
}
