// The stacks of errors as scripts read them: name and message first, then the places in the script.
//
// The engine's stack has frames alone, and its errors have members that Node's lack. Errors that a
// script creates are changed when they are created. Errors that the engine itself throws keep the
// engine's form of `stack`, because nothing is called when they are made.

import { stackText } from "./errors.js";
import { construct, define, defineProperty, deleteProperty } from "./primordials.js";
import { rawStacks } from "./raw-stacks.js";
import { current } from "./script.js";

const names = [
    "Error", "TypeError", "RangeError", "SyntaxError", "ReferenceError", "EvalError", "URIError",
    "AggregateError",
];

function readStack() { return stackText(this, current().source); }

function writeStack(value) {
    rawStacks.delete(this);
    defineProperty(this, "stack", {
        __proto__: null,
        value,
        writable: true,
        configurable: true,
        enumerable: false,
    });
}

const stackAccessor = {
    __proto__: null,
    get: readStack,
    set: writeStack,
    configurable: true,
    enumerable: false,
};

/** Creates an error of a class. */
function create(NativeClass, args, newTarget) {
    const error = construct(NativeClass, args, newTarget);
    const { stack } = error;
    if (typeof stack !== "string") return error;
    rawStacks.set(error, stack);
    deleteProperty(error, "line");
    deleteProperty(error, "column");
    deleteProperty(error, "sourceURL");
    defineProperty(error, "stack", stackAccessor);
    return error;
}

const handler = {
    __proto__: null,
    apply: (NativeClass, _self, args) => create(NativeClass, args, NativeClass),
    construct: create,
};

export function installErrorStacks() {
    for (let i = 0; i < names.length; i++) {
        const NativeClass = globalThis[names[i]];
        const Class = new Proxy(NativeClass, handler);
        define(globalThis, names[i], Class);
        define(NativeClass.prototype, "constructor", Class);
    }
}
