// The intrinsics that the sandbox leans on, taken before any script can replace them.
//
// A script may poison every prototype it can reach. It then breaks its own use of them, but what
// the sandbox reports (verdicts, failures, console lines) still goes through the functions held
// here.

const call = Function.prototype.call;

/** Turns a method into a function whose first argument is the receiver. */
const uncurry = (method) => call.bind(method);

export const { parse: parseJSON, stringify: stringifyJSON } = JSON;
export const { isArray } = Array;
export const { isView } = ArrayBuffer;
export const { apply, construct, deleteProperty, ownKeys } = Reflect;
export const {
    assign, create, defineProperty, freeze, getOwnPropertyDescriptor, getPrototypeOf, hasOwn, keys,
    setPrototypeOf,
} = Object;

export const sourceOf = uncurry(Function.prototype.toString);
export const slice = uncurry(Array.prototype.slice);
export const join = uncurry(Array.prototype.join);
export const split = uncurry(String.prototype.split);
export const substring = uncurry(String.prototype.substring);
export const startsWith = uncurry(String.prototype.startsWith);
export const indexOf = uncurry(String.prototype.indexOf);
export const normalize = uncurry(String.prototype.normalize);
export const lastIndexOf = uncurry(String.prototype.lastIndexOf);
export const execute = uncurry(RegExp.prototype.exec);
export const symbolText = uncurry(Symbol.prototype.toString);

export const NativeError = Error;
export const NativeTypeError = TypeError;
export const NativePromise = Promise;

/** Whether a global pattern is found in a text from an index on. */
export function searchFrom(pattern, text, index) {
    pattern.lastIndex = index;
    return execute(pattern, text) !== null;
}

/**
 * A collection whose methods are its own: what a script does to those of all others does not reach
 * it.
 */
function isolate(Collection) {
    const Isolated = class extends Collection {
        // Said here: the constructor that the engine would add spreads its arguments, by a method
        // of arrays.
        constructor() { super(); }
    };
    const { prototype } = Isolated;
    for (const name of ownKeys(Collection.prototype)) {
        if (name !== "constructor")
            defineProperty(prototype, name, getOwnPropertyDescriptor(Collection.prototype, name));
    }
    setPrototypeOf(prototype, null);
    return Isolated;
}

export const NativeMap = isolate(Map);
export const NativeSet = isolate(Set);
export const NativeWeakMap = isolate(WeakMap);

/**
 * The getters of members that are made when they are first read, whose values the console shows.
 */
export const lazyGetters = new NativeSet();

/**
 * Prototype of a class → what gives the console the parts of an instance, as Node shows them:
 * members that are not its own.
 */
export const shownParts = new NativeMap();

/** Has the console show members of a class's instances that their prototype has. */
export function showMembers({ prototype }, ...names) {
    shownParts.set(prototype, (instance, add, show) => {
        for (const name of names) add(`${name}: ${show(instance[name])}`);
    });
}

/** Adds to a list, even if a script has given setters to the indices of arrays. */
export function append(list, item) {
    defineProperty(
        list, list.length,
        { __proto__: null, value: item, writable: true, configurable: true, enumerable: true });
}

/** Whether the value is a promise of the engine's own, as async functions return. */
export function isPromise(value) {
    try {
        return typeof value === "object" && value instanceof NativePromise;
    } catch {
        return false;
    }
}

/** Whether the value has a `then` to wait for. */
export function isThenable(value) {
    try {
        return isObject(value) && typeof value.then === "function";
    } catch {
        return false;
    }
}

/**
 * Reports how a promise or another thenable ends. `await` asks a promise for its constructor, and
 * for nothing else if that is the engine's.
 */
export async function settle(promise, succeed, fail) {
    let value;
    try {
        if (isPromise(promise))
            tryToDefine(
                promise, "constructor",
                { __proto__: null, value: NativePromise, configurable: true });
        value = await promise;
    } catch (error) {
        return fail(error);
    }
    succeed(value);
}

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

/** Any value as text; never throws. */
export function textOf(value) {
    try {
        return `${typeof value === "symbol" ? symbolText(value) : value}`;
    } catch {
        return "[value without a text]";
    }
}

/** Defines a member that neither shows in `for…in` nor stops a script from replacing it. */
export function define(target, name, value) {
    defineProperty(
        target, name,
        { __proto__: null, value, writable: true, configurable: true, enumerable: false });
}

/** Does nothing if a script has frozen the target. */
export const { defineProperty: tryToDefine } = Reflect;

/** Gives a lazy member its value. */
function keep(target, name, value) {
    tryToDefine(
        target, name,
        { __proto__: null, value, writable: true, configurable: true, enumerable: false });
}

/** Defines a member that `make` makes of its name on first use. */
export function defineLazy(target, name, make) {
    defineProperty(target, name, {
        __proto__: null,
        configurable: true,
        enumerable: false,
        get() {
            const value = make(name);
            keep(target, name, value);
            return value;
        },
        set(value) { keep(target, name, value); },
    });
}
