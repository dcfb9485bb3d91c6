// The readers of a ReadableStream.

import { ByteState } from "./byte-stream.js";
import { Deferred } from "./deferred.js";
import { stateOf } from "./readable-state.js";

const released = () => new TypeError("Invalid state: The reader was released");

/** What both readers have: a lock on the stream, and its end. */
class Reader {
    #state;
    #closed;

    constructor(state) {
        if (state.reader !== undefined) {
            throw new TypeError("Invalid state: ReadableStream is locked");
        }
        state.reader = this;
        this.#state = state;
        this.#closed = state.closed;
    }

    get closed() { return this.#closed.promise; }

    /** Calls an operation of the stream, or fails if the reader has been released. */
    perform(operation) {
        return this.#state === undefined ? Promise.reject(released()) : operation(this.#state);
    }

    cancel(reason) { return this.perform((state) => state.cancel(reason)); }

    releaseLock() {
        if (this.#state === undefined) return;
        this.#state.release(released());
        this.#state = undefined;
        this.#closed = new Deferred();
        this.#closed.reject(released());
    }
}

export class ReadableStreamDefaultReader {
    #reader;

    constructor(stream) { this.#reader = new Reader(stateOf(stream)); }

    get closed() { return this.#reader.closed; }
    read() { return this.#reader.perform((state) => state.read()); }
    cancel(reason) { return this.#reader.cancel(reason); }
    releaseLock() { this.#reader.releaseLock(); }
    get [Symbol.toStringTag]() { return "ReadableStreamDefaultReader"; }
}

export class ReadableStreamBYOBReader {
    #reader;

    constructor(stream) {
        const state = stateOf(stream);
        if (!(state instanceof ByteState)) {
            throw new TypeError("a reader of mode 'byob' needs a stream of bytes");
        }
        this.#reader = new Reader(state);
    }

    get closed() { return this.#reader.closed; }

    /** Reads into a view, whose memory moves to the view that the promise gives. */
    async read(view, { min = 1 } = {}) {
        if (!ArrayBuffer.isView(view)) throw new TypeError("read() needs a view to fill");
        if (view.byteLength === 0) throw new TypeError("read() needs a view that is not empty");
        const size = view.length ?? view.byteLength;
        if (!(min >= 1)) throw new TypeError("'min' must be 1 or more");
        if (min > size) throw new RangeError("'min' must not be larger than the view");
        return this.#reader.perform((state) => state.readInto(view, min, new Deferred()));
    }

    cancel(reason) { return this.#reader.cancel(reason); }
    releaseLock() { this.#reader.releaseLock(); }
    get [Symbol.toStringTag]() { return "ReadableStreamBYOBReader"; }
}
