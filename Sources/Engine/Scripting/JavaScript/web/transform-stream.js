// TransformStream of the Streams Standard, and the coders of text as such streams.

import { Deferred } from "./deferred.js";
import { ReadableStream } from "./readable-stream.js";
import { TextDecoder, TextEncoder } from "./text-coder.js";
import { WritableStream } from "./writable-stream.js";

/** What may make a controller. */
const token = {};

export class TransformStreamDefaultController {
    #output;
    #enqueue;
    #terminate;

    constructor(given, output, enqueue, terminate) {
        if (given !== token) throw new TypeError("Illegal constructor");
        this.#output = output;
        this.#enqueue = enqueue;
        this.#terminate = terminate;
    }

    get desiredSize() { return this.#output.desiredSize; }
    enqueue(chunk) { this.#enqueue(chunk); }
    error(reason) { this.#terminate(reason, true); }
    terminate() {
        this.#terminate(new TypeError("Invalid state: TransformStream has been terminated"), false);
    }

    get [Symbol.toStringTag]() { return "TransformStreamDefaultController"; }
}

export class TransformStream {
    #readable;
    #writable;

    constructor(transformer = {}, writableStrategy = {}, readableStrategy = { highWaterMark: 0 }) {
        let output;
        let input;
        // The writable side goes on when the readable one wants more than it was given.
        let wanted = new Deferred();
        this.#readable = new ReadableStream({
            start(controller) { output = controller; },
            pull() { wanted.resolve(undefined); },
            cancel(reason) { input.error(reason); },
        }, readableStrategy);
        const enqueue = (chunk) => {
            wanted = new Deferred();
            output.enqueue(chunk);
        };
        const controller =
            new TransformStreamDefaultController(token, output, enqueue, (reason, isError) => {
                if (isError) output.error(reason);
                else output.close();
                input.error(reason);
                wanted.resolve(undefined);
            });
        this.#writable = new WritableStream({
            start(own) {
                input = own;
                return transformer?.start?.(controller);
            },
            async write(chunk) {
                if (output.desiredSize <= 0) await wanted.promise;
                await failing(output, () => (transformer?.transform === undefined
                    ? controller.enqueue(chunk) : transformer.transform(chunk, controller)));
            },
            async close() {
                await failing(output, () => transformer?.flush?.(controller));
                output.close();
            },
            abort(reason) { output.error(reason); },
        }, writableStrategy);
    }

    get readable() { return this.#readable; }
    get writable() { return this.#writable; }
    get [Symbol.toStringTag]() { return "TransformStream"; }
}

/** Runs a step of the transformer; what it throws is the readable side's error too. */
async function failing(output, step) {
    try {
        await step();
    } catch (error) {
        output.error(error);
        throw error;
    }
}

export class TextEncoderStream extends TransformStream {
    constructor() {
        const encoder = new TextEncoder();
        // The first half of a surrogate pair waits for the second.
        let rest = "";
        super({
            transform(chunk, controller) {
                const text = rest + String(chunk);
                rest = /[\ud800-\udbff]$/.test(text) ? text.slice(-1) : "";
                const bytes = encoder.encode(text.slice(0, text.length - rest.length));
                if (bytes.length > 0) controller.enqueue(bytes);
            },
            flush(controller) { if (rest !== "") controller.enqueue(encoder.encode(rest)); },
        });
    }

    get encoding() { return "utf-8"; }
}

export class TextDecoderStream extends TransformStream {
    #decoder;

    constructor(label = "utf-8", options = {}) {
        const decoder = new TextDecoder(label, options);
        const give = (controller, text) => { if (text !== "") controller.enqueue(text); };
        super({
            transform(
                chunk, controller) { give(controller, decoder.decode(chunk, { stream: true })); },
            flush(controller) { give(controller, decoder.decode()); },
        });
        this.#decoder = decoder;
    }

    get encoding() { return this.#decoder.encoding; }
    get fatal() { return this.#decoder.fatal; }
    get ignoreBOM() { return this.#decoder.ignoreBOM; }
}
