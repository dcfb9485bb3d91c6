// Streams of bytes: sources of type "bytes", whose readers can bring the memory to fill.

import { bytesOf } from "./encoding.js";
import { checkToken, ReadableState, token } from "./readable-state.js";

/** Memory that waits to be filled, for a read that brought it or for a stream that allocates it. */
class Filling {
    filled = 0;

    constructor(view, least, request, isOwn) {
        this.type = view.constructor;
        this.elementSize = view.BYTES_PER_ELEMENT ?? 1;
        this.least = least * this.elementSize;
        this.start = view.byteOffset;
        this.length = view.byteLength;
        // As in the standard, the reader's own view becomes empty.
        this.buffer = view.buffer.transfer();
        this.request = request;
        this.isOwn = isOwn;
    }

    /** The part that is still empty. */
    get rest() {
        return new Uint8Array(this.buffer, this.start + this.filled, this.length - this.filled);
    }

    /** The part that is full, in whole elements. */
    get view() {
        const size = this.elementSize;
        const length = this.type === DataView ? this.filled : Math.floor(this.filled / size);
        return new this.type(this.buffer, this.start, length);
    }

    /** The bytes after the last whole element. */
    takeRemainder() {
        const count = this.filled % this.elementSize;
        this.filled -= count;
        return new Uint8Array(this.buffer, this.start + this.filled, count).slice();
    }
}

/** The state of a stream of bytes. */
export class ByteState extends ReadableState {
    #fillings = [];
    #request;

    constructor(source, strategy) {
        if (strategy?.size !== undefined) {
            throw new RangeError("a stream of bytes has a strategy without size()");
        }
        super(source, strategy, 0);
    }

    get isAwaited() { return super.isAwaited || this.#fillings.length > 0; }

    /** What the source may fill now, or null. */
    get byobRequest() {
        if (this.#fillings.length === 0) return null;
        this.#request ??= new ReadableStreamBYOBRequest(token, this, this.#fillings[0].rest);
        return this.#request;
    }

    enqueue(chunk) {
        this.checkOpen();
        const length = ArrayBuffer.isView(chunk) ? chunk.byteLength : 0;
        if (length === 0) throw new TypeError("a stream of bytes takes views that are not empty");
        const bytes = new Uint8Array(chunk.buffer.transfer(), chunk.byteOffset, length);
        this.#request = undefined;
        if (this.requests.length > 0) {
            this.requests.shift().resolve({ value: bytes, done: false });
        } else {
            this.#append(bytes);
            this.#serve();
        }
        this.pull();
    }

    #append(bytes) {
        if (bytes.length === 0) return;
        this.queue.push({ chunk: bytes, size: bytes.length });
        this.queued += bytes.length;
    }

    /**
     * Waits for a chunk of any length, in memory of the stream's own if the source asks for that.
     */
    wait(request) {
        const { autoAllocateChunkSize } = this.source;
        if (autoAllocateChunkSize === undefined) {
            super.wait(request);
            return;
        }
        const view = new Uint8Array(autoAllocateChunkSize);
        this.#fillings.push(new Filling(view, 1, request, true));
        this.pull();
    }

    /** Returns the promise of a view that is filled with at least `least` elements. */
    readInto(view, least, request) {
        const filling = new Filling(view, least, request, false);
        if (this.status === "errored") request.reject(this.error);
        else if (this.status === "closed") request.resolve({ value: filling.view, done: true });
        else this.#fill(filling);
        return request.promise;
    }

    #fill(filling) {
        this.#fillings.push(filling);
        if (this.#fillings.length === 1) this.#serve();
        if (this.#fillings.includes(filling)) {
            if (this.isClosing) this.fail(new TypeError("the stream ends within an element"));
            else this.pull();
        } else {
            this.afterTaking();
        }
    }

    /** Fills waiting memory from the queue. */
    #serve() {
        while (this.#fillings.length > 0 && this.queue.length > 0) {
            const [filling] = this.#fillings;
            this.#moveInto(filling);
            if (filling.filled < filling.least) return;
            this.#commit(this.#fillings.shift());
        }
    }

    #moveInto(filling) {
        while (this.queue.length > 0 && filling.rest.length > 0) {
            const [entry] = this.queue;
            const part = entry.chunk.subarray(0, filling.rest.length);
            filling.rest.set(part);
            filling.filled += part.length;
            this.queued -= part.length;
            if (part.length === entry.chunk.length) this.queue.shift();
            else entry.chunk = entry.chunk.subarray(part.length);
        }
        const remainder = filling.filled >= filling.least ? filling.takeRemainder() : [];
        if (remainder.length === 0) return;
        this.queue.unshift({ chunk: remainder, size: remainder.length });
        this.queued += remainder.length;
    }

    /** Gives filled memory to the read that waits for it. */
    #commit(filling, done = false) {
        if (filling.request === undefined) this.#append(filling.view);
        else filling.request.resolve({ value: filling.view, done });
    }

    /** Takes the source's word that it has filled so many bytes of the first waiting memory. */
    respond(count) {
        const [filling] = this.#fillings;
        this.#request = undefined;
        if (this.status === "closed") {
            if (count !== 0) {
                throw new TypeError("the stream is closed, so there is nothing to fill");
            }
            for (const open of this.#fillings.splice(0)) this.#commit(open, true);
            return;
        }
        if (count === 0) throw new TypeError("respond() needs the number of bytes, at least one");
        if (count > filling.rest.length) throw new RangeError("more bytes than there is room for");
        filling.filled += count;
        if (filling.filled >= filling.least) {
            this.#fillings.shift();
            const remainder = filling.takeRemainder();
            this.#commit(filling);
            this.#append(remainder);
            this.#serve();
        }
        this.pull();
    }

    /** Continues with memory that has moved, as a worker would hand it back. */
    respondWithView(view) {
        const [filling] = this.#fillings;
        if (view.byteOffset !== filling.start + filling.filled) {
            throw new RangeError("the view must begin at the same byte as the view of the request");
        }
        const { byteLength } = view;
        filling.buffer = view.buffer.transfer();
        this.respond(byteLength);
    }

    finish() {
        this.checkOpen();
        this.isClosing = true;
        if (this.queue.length > 0) return;
        const [filling] = this.#fillings;
        if (filling !== undefined && filling.filled % filling.elementSize !== 0) {
            const error = new TypeError("the stream ends within an element");
            this.fail(error);
            throw error;
        }
        this.close();
    }

    close() {
        super.close();
        // Memory that a reader brought returns to it when the source responds with 0.
        const own = this.#fillings.filter((filling) => filling.isOwn);
        this.#fillings = this.#fillings.filter((filling) => !filling.isOwn);
        for (const { request } of own) request?.resolve({ value: undefined, done: true });
    }

    rejectRequests(error) {
        super.rejectRequests(error);
        for (const { request } of this.#fillings.splice(0)) request?.reject(error);
        this.#request = undefined;
    }

    async cancel(reason) {
        const open = this.status === "readable" ? this.#fillings.splice(0) : [];
        for (const { request } of open) request?.resolve({ value: undefined, done: true });
        await super.cancel(reason);
    }

    release(error) {
        const [first] = this.#fillings;
        const waiting = this.#request;
        super.release(error);
        if (waiting === undefined) return;
        // The source may still be filling this memory; what it writes goes to the queue.
        first.request = undefined;
        first.least = 1;
        this.#fillings = [first];
        this.#request = waiting;
    }
}

export class ReadableStreamBYOBRequest {
    #state;
    #view;

    constructor(given, state, view) {
        checkToken(given);
        this.#state = state;
        this.#view = view;
    }

    get view() { return this.#state === undefined ? null : this.#view; }

    respond(count) { this.#take().respond(Number(count)); }

    respondWithNewView(view) {
        bytesOf(view);
        this.#take().respondWithView(view);
    }

    /** Returns the state, once: a request can be answered only one time. */
    #take() {
        const state = this.#state;
        if (state?.byobRequest !== this) {
            throw new TypeError("Invalid state: This BYOB request has been invalidated");
        }
        this.#state = undefined;
        return state;
    }

    get [Symbol.toStringTag]() { return "ReadableStreamBYOBRequest"; }
}

export class ReadableByteStreamController {
    #state;

    constructor(given, state) {
        checkToken(given);
        this.#state = state;
    }

    get byobRequest() { return this.#state.byobRequest; }
    get desiredSize() { return this.#state.desiredSize; }
    enqueue(chunk) { this.#state.enqueue(chunk); }
    close() { this.#state.finish(); }
    error(reason) { this.#state.fail(reason); }
    get [Symbol.toStringTag]() { return "ReadableByteStreamController"; }
}
