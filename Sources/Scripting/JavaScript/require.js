// require(): the embedded libraries, each parsed when it is first asked for, the small modules that the
// sandbox itself provides, and the user's own modules.

import { process } from "./process.js";
import { native, texts } from "./native.js";
import { hasOwn, NativeError, NativeMap } from "./primordials.js";
import { userModule } from "./user-modules.js";

const loaded = new NativeMap();
/** Modules of the sandbox's own: name → what makes the module. */
const builtIns = { __proto__: null };
/** Modules that the parts of the sandbox see and scripts do not: name → what makes the module. */
const internals = { __proto__: null };

/** Provides a module under one or more names. */
export function provide(names, make) {
    for (const name of names) builtIns[name] = make;
}

/** Provides what the parts of the sandbox that stand apart take from it, and what makes it. */
export function provideInternally(name, make) {
    internals[name] = make;
}

/** What a library needs before scripts see it. */
const preparations = { __proto__: null };

/** Adds to a library before scripts see it. */
export function prepare(name, change) {
    preparations[name] = change;
}

/** Libraries of which files can be required: name → the library's member that a file exports. */
const files = { __proto__: null };

/** Lets files of a library be required: `lodash/get`. */
export function provideFiles(name, member) {
    files[name] = member;
}

/** Modules that a library tries for and can do without; loading them would cost more than they are worth. */
const unneeded = { __proto__: null, chai: "util", handlebars: "source-map", xml2js: "stream" };

let librariesLoading = 0;

/**
 * Whether a library is being evaluated. Many look for a global of their own name (lodash reads `_`), which
 * must not lead back here.
 */
export const isLoading = () => librariesLoading > 0;

/** Evaluates a bundle: a function of `require` and `process`. */
function evaluate(bundle, owner) {
    librariesLoading++;
    try {
        return bundle((name) => {
            if (hasOwn(internals, name)) return internals[name]();
            if (unneeded[owner] === name) throw cannotFind(name);
            return require(name.endsWith("/") ? name.slice(0, -1) : name);
        }, process);
    } finally {
        librariesLoading--;
    }
}

/** The member of a library that one of its files exports. */
function loadFile(name) {
    const slash = name.indexOf("/");
    const [owner, file] = [name.slice(0, slash), name.slice(slash + 1).replace(/\.js$/, "")];
    const exports = hasOwn(files, owner) ? files[owner](library(owner), file) : undefined;
    return exports === undefined ? undefined : { exports };
}

function load(name) {
    if (hasOwn(builtIns, name)) return { exports: builtIns[name]() };
    if (name.includes("/")) return loadFile(name);
    const bundle = native.library(name);
    if (bundle === undefined) return undefined;
    const exports = evaluate(bundle, name);
    return { exports: preparations[name]?.(exports) ?? exports };
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

const parts = new NativeMap();

/** A part of the sandbox that stands apart, evaluated when it is first needed. */
export function part(name) {
    if (!parts.has(name)) {
        const exports = evaluate(native.part(name), name);
        if (!parts.has(name)) parts.set(name, exports);
    }
    return parts.get(name);
}

/**
 * Says what a part is, from within it. What the bundler makes of exports goes by prototypes that a script may
 * have poisoned before it first needs the part.
 */
export function exportPart(name, exports) { parts.set(name, exports); }

/** The same, but undefined where nobody has needed it yet. */
export const loadedPart = (name) => parts.get(name);

function cannotFind(name, where = "") {
    const known = [...texts(native.libraryNames()), ...Object.keys(builtIns)]
        .filter((known) => !known.includes("/") && !known.startsWith("_")).sort().join(", ");
    const error = new NativeError(`Cannot find module '${name}'${where}; the modules that are built in are ${known}`);
    error.code = "MODULE_NOT_FOUND";
    return error;
}

/** A built-in module, or one of the user's own; `from` is the file that asks, undefined for a script. */
export function require(name, from) {
    const wanted = `${name}`;
    const exports = library(wanted.startsWith("node:") ? wanted.slice(5) : wanted);
    if (exports !== undefined) return exports;
    return userModule(wanted, from, require, (where) => cannotFind(wanted, where));
}
