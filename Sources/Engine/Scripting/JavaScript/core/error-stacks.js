// The stacks of errors as scripts read them: name and message first, then the places in the script.
//
// The engine's stack has frames alone, and its errors have members that Node's lack. Errors that
// scripts and libraries create are changed when they are created. Nothing is called when the engine
// itself throws, so these errors are changed when a script or a module catches them
// (inserted-calls.js).

import { stackText } from "./errors.js";
import { haveText } from "./memory.js";
import {
    apply, construct, define, defineProperty, deleteProperty, hasOwn, isObject,
    NativeError, NativePromise, NativeTypeError, setPrototypeOf, tryToDefine,
} from "./primordials.js";
import { rawStacks } from "./raw-stacks.js";
import { current } from "./script.js";

const otherNames = [
    "RangeError", "SyntaxError", "ReferenceError", "EvalError", "URIError", "AggregateError",
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

/** Takes the engine's members from an error, and puts its stack into the form of Node. */
function adopt(error) {
    const { stack } = error;
    if (typeof stack !== "string") return;
    rawStacks.set(error, stack);
    deleteProperty(error, "line");
    deleteProperty(error, "column");
    deleteProperty(error, "sourceURL");
    tryToDefine(error, "stack", stackAccessor);
}

/** Adopts an error of the engine that a script has caught; everything else stays as it is. */
export function caught(error) {
    try {
        if (isObject(error) && error instanceof NativeError && hasOwn(error, "line")) adopt(error);
    } catch {
        // A proxy that refuses to be looked at.
    }
    return error;
}

/** Creates an error of a class. */
function create(NativeClass, args, newTarget) {
    const error = construct(NativeClass, args, newTarget);
    adopt(error);
    return error;
}

const handler = {
    __proto__: null,
    apply: (NativeClass, _self, args) => create(NativeClass, args, NativeClass),
    construct: create,
};

function scriptClass(NativeClass) {
    const Class = new Proxy(NativeClass, handler);
    haveText(Class, NativeClass);
    return Class;
}

/** The classes of errors that scripts see, for the sandbox's own errors. */
export const ScriptError = scriptClass(NativeError);
export const ScriptTypeError = scriptClass(NativeTypeError);

function install(NativeClass, Class) {
    define(globalThis, NativeClass.name, Class);
    define(NativeClass.prototype, "constructor", Class);
    if (NativeClass !== NativeError) setPrototypeOf(NativeClass, ScriptError);
}

/** Replaces what libraries call to give an error its stack. */
function installCapture() {
    const { captureStackTrace: capture } = NativeError;
    if (typeof capture !== "function") return;
    define(NativeError, "captureStackTrace", function captureStackTrace(target, firstFrame) {
        capture(target, firstFrame);
        adopt(target);
    });
}

/** Adopts the errors that promises hand to a callback, also by `catch` and by `allSettled`. */
function installPromiseThen() {
    const { prototype } = NativePromise;
    const { then: nativeThen } = prototype;
    const { then } = { then(onFulfilled, onRejected) {
        const handle = typeof onRejected !== "function" ? onRejected
            : (error) => apply(onRejected, undefined, [caught(error)]);
        return apply(nativeThen, this, [onFulfilled, handle]);
    } };
    haveText(then, nativeThen);
    define(prototype, "then", then);
}

export function installErrorStacks() {
    install(NativeError, ScriptError);
    install(NativeTypeError, ScriptTypeError);
    for (let i = 0; i < otherNames.length; i++) {
        const NativeClass = globalThis[otherNames[i]];
        install(NativeClass, scriptClass(NativeClass));
    }
    installCapture();
    installPromiseThen();
}
