// ReadableStream of the Streams Standard.

import { ByteState, ReadableByteStreamController,
    ReadableStreamBYOBRequest } from "./byte-stream.js";
import { pipe } from "./pipe.js";
import { checkToken, ReadableState, stateOf, streamStates, token } from "./readable-state.js";
import { ReadableStreamBYOBReader, ReadableStreamDefaultReader } from "./stream-readers.js";
import { branches } from "./tee.js";

export {
    ReadableByteStreamController, ReadableStreamBYOBReader, ReadableStreamBYOBRequest,
    ReadableStreamDefaultReader,
};

export class ReadableStreamDefaultController {
    #state;

    constructor(given, state) {
        checkToken(given);
        this.#state = state;
    }

    get desiredSize() { return this.#state.desiredSize; }
    enqueue(chunk) { this.#state.enqueue(chunk); }
    close() { this.#state.finish(); }
    error(reason) { this.#state.fail(reason); }
    get [Symbol.toStringTag]() { return "ReadableStreamDefaultController"; }
}

/** Returns the state and the controller of a source's stream. */
function make(source, strategy) {
    const { type } = source;
    if (type === undefined) {
        const state = new ReadableState(source, strategy);
        return [state, new ReadableStreamDefaultController(token, state)];
    }
    if (String(type) !== "bytes") {
        throw new TypeError(`a source of type '${type}' is not supported`);
    }
    const state = new ByteState(source, strategy);
    return [state, new ReadableByteStreamController(token, state)];
}

export class ReadableStream {
    constructor(source = {}, strategy = {}) {
        const [state, controller] = make(source ?? {}, strategy);
        streamStates.set(this, state);
        state.start(controller);
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

    get locked() { return stateOf(this).reader !== undefined; }

    getReader({ mode } = {}) {
        if (mode === undefined) return new ReadableStreamDefaultReader(this);
        if (String(mode) === "byob") return new ReadableStreamBYOBReader(this);
        throw new TypeError(`a reader of mode '${mode}' is not supported`);
    }

    async cancel(reason) {
        if (this.locked) throw new TypeError("Invalid state: ReadableStream is locked");
        return stateOf(this).cancel(reason);
    }

    pipeTo(destination, options = {}) { return pipe(this, destination, options); }

    pipeThrough({ readable, writable }, options = {}) {
        this.pipeTo(writable, options).catch(() => {});
        return readable;
    }

    tee() {
        const type = stateOf(this) instanceof ByteState ? "bytes" : undefined;
        return branches(this.getReader(), type).map((source) => new ReadableStream(source));
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
            if (!isDone && !preventCancel && stateOf(this).status === "readable") {
                await reader.cancel();
            }
            reader.releaseLock();
        }
    }

    [Symbol.asyncIterator](options) { return this.values(options); }
    get [Symbol.toStringTag]() { return "ReadableStream"; }
}

export class CountQueuingStrategy {
    #room;

    constructor({ highWaterMark }) { this.#room = highWaterMark; }

    get highWaterMark() { return this.#room; }
    get size() { return () => 1; }
    get [Symbol.toStringTag]() { return "CountQueuingStrategy"; }
}

export class ByteLengthQueuingStrategy {
    #room;

    constructor({ highWaterMark }) { this.#room = highWaterMark; }

    get highWaterMark() { return this.#room; }
    get size() { return ({ byteLength }) => byteLength; }
    get [Symbol.toStringTag]() { return "ByteLengthQueuingStrategy"; }
}
