// require(): the embedded libraries, each parsed when it is first asked for, and the small modules that
// the sandbox itself provides.

import { extendChai } from "./assertions.js";
import { native, texts } from "./native.js";
import { define, hasOwn, NativeError } from "./primordials.js";

const loaded = new Map();
/** Modules of the sandbox's own: name → what makes the module. */
const builtIns = {};

/** Provides a module under one or more names. */
export function provide(names, make) {
    for (const name of names) builtIns[name] = make;
}

/** What a library needs before scripts see it. */
const preparations = { chai: (chai) => chai.use(extendChai) };

let librariesLoading = 0;

/**
 * Whether a library is being evaluated. Many look for a global of their own name (lodash reads `_`), which
 * must not lead back here.
 */
export const isLoading = () => librariesLoading > 0;

function load(name) {
    if (hasOwn(builtIns, name)) return { exports: builtIns[name]() };
    librariesLoading++;
    try {
        const exports = native.library(name);
        if (exports === undefined) return undefined;
        return { exports: preparations[name]?.(exports) ?? exports };
    } finally {
        librariesLoading--;
    }
}

/** An embedded library; undefined where there is none of that name. */
export function library(name) {
    let module = loaded.get(name);
    if (module === undefined) {
        module = load(name);
        if (module === undefined) return undefined;
        loaded.set(name, module);
    }
    return module.exports;
}

/** An embedded library; an error names those that exist where there is none of that name. */
export function require(name) {
    const exports = library(`${name}`.replace(/^node:/, ""));
    if (exports === undefined) {
        const known = [...texts(native.libraryNames()), ...Object.keys(builtIns)].sort().join(", ");
        const error = new NativeError(`Cannot find module '${name}'; the modules that scripts can require are ${known}`);
        error.code = "MODULE_NOT_FOUND";
        throw error;
    }
    return exports;
}

export function installRequire() {
    define(globalThis, "require", require);
}
