// The intrinsics that the sandbox leans on, taken before any script can replace them.
//
// A script may poison every prototype it can reach. It then breaks its own use of them, but what the
// sandbox reports (verdicts, failures, console lines) still goes through the functions held here.

const call = Function.prototype.call;

/** Turns a method into a function whose first argument is the receiver. */
const uncurry = (method) => call.bind(method);

export const { parse: parseJSON, stringify: stringifyJSON } = JSON;
export const { isArray, from: arrayFrom } = Array;
export const { ownKeys } = Reflect;
export const {
    assign, create, defineProperty, freeze, getOwnPropertyDescriptor, getPrototypeOf, hasOwn, keys,
} = Object;
export const { min, max, round, floor, sqrt } = Math;

export const sourceOf = uncurry(Function.prototype.toString);
export const then = uncurry(Promise.prototype.then);
export const slice = uncurry(Array.prototype.slice);
export const join = uncurry(Array.prototype.join);
export const split = uncurry(String.prototype.split);
export const substring = uncurry(String.prototype.substring);
export const startsWith = uncurry(String.prototype.startsWith);
export const indexOf = uncurry(String.prototype.indexOf);
export const lastIndexOf = uncurry(String.prototype.lastIndexOf);
export const toLowerCase = uncurry(String.prototype.toLowerCase);
export const match = uncurry(RegExp.prototype.exec);

export const NativeError = Error;
export const NativeTypeError = TypeError;
export const NativePromise = Promise;
export const NativeMap = Map;
export const NativeSet = Set;

/** Whether the value is an object or a function. */
export function isObject(value) {
    return (typeof value === "object" && value !== null) || typeof value === "function";
}

/** Whether the value is an object made by a literal or without a prototype. */
export function isPlainObject(value) {
    if (typeof value !== "object" || value === null) return false;
    const prototype = getPrototypeOf(value);
    return prototype === null || getPrototypeOf(prototype) === null;
}

/** Defines a member that neither shows in `for…in` nor stops a script from replacing it. */
export function define(target, name, value) {
    defineProperty(target, name, { value, writable: true, configurable: true, enumerable: false });
}

/** Defines a getter made on first use, replaced by its value then. */
export function defineLazy(target, name, make) {
    defineProperty(target, name, {
        configurable: true,
        enumerable: false,
        get() {
            const value = make();
            define(target, name, value);
            return value;
        },
        set(value) { define(target, name, value); },
    });
}
