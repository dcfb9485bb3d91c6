// A promise with the functions that settle it. Its rejection may stay unhandled.

export class Deferred {
    constructor() {
        this.promise = new Promise((resolve, reject) => {
            this.resolve = resolve;
            this.reject = reject;
        });
        this.promise.catch(() => {});
    }
}

/** The size of a chunk and the room of a queue, as a strategy gives them. */
export function readStrategy({ highWaterMark, size } = {}, usual) {
    const room = highWaterMark === undefined ? usual : Number(highWaterMark);
    if (Number.isNaN(room) || room < 0)
        throw new RangeError("highWaterMark must be a number of 0 or more");
    if (size !== undefined && typeof size !== "function")
        throw new TypeError("size must be a function");
    return { room, sizeOf: (chunk) => checkedSize(size === undefined ? 1 : size(chunk)) };
}

function checkedSize(size) {
    const number = Number(size);
    if (number >= 0 && number < Infinity) return number;
    throw new RangeError("the size of a chunk must be a finite number of 0 or more");
}
