// require(): the embedded libraries, each parsed when it is first asked for, the small modules that
// the sandbox itself provides, and the user's own modules.

import { ScriptError } from "../../core/error-stacks.js";
import { evaluate } from "../../core/loader.js";
import { native, texts } from "../../core/native.js";
import { hasOwn, NativeMap } from "../../core/primordials.js";
import { process } from "./process.js";
import { userModule } from "./user-modules.js";

const loaded = new NativeMap();
/** Modules of the sandbox's own: name → what makes the module. */
const builtIns = { __proto__: null };

/** Provides a module under one or more names. */
export function provide(names, make) {
    for (let i = 0; i < names.length; i++) builtIns[names[i]] = make;
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

/**
 * Modules that a library tries for and can do without; loading them would cost more than they are
 * worth, and so would an error, which none of these libraries looks at.
 */
const unneeded = { __proto__: null, chai: "util", handlebars: "source-map", xml2js: "stream" };

/** Library → module that it requires → what makes the module. */
const modules = { __proto__: null };

/**
 * Provides a module that a library requires by this name. `make` gets a function that evaluates a
 * module which the program contains apart from its library.
 */
export function provideModule(library, name, make) {
    modules[library] ??= { __proto__: null };
    modules[library][name] = make;
}

/** What a library, or a part of the sandbox, requires. */
function requireFor(owner, name) {
    if (unneeded[owner] === name) throw name;
    const make = modules[owner]?.[name];
    if (make !== undefined) return make((module) => embedded(module, owner).exports);
    return require(name.endsWith("/") ? name.slice(0, -1) : name);
}

/** The member of a library that one of its files exports. */
function loadFile(name) {
    const slash = name.indexOf("/");
    const [owner, file] = [name.slice(0, slash), name.slice(slash + 1).replace(/\.js$/, "")];
    const exports = hasOwn(files, owner) ? files[owner](library(owner), file) : undefined;
    return exports === undefined ? undefined : { exports };
}

/** A library that the program contains, or a module of one. */
function embedded(name, owner) {
    const bundle = native.library(name);
    if (bundle === undefined) return undefined;
    return { exports: evaluate(bundle, (wanted) => requireFor(owner, wanted), process) };
}

function load(name) {
    if (hasOwn(builtIns, name)) return { exports: builtIns[name]() };
    if (name.includes("/")) return loadFile(name);
    const module = embedded(name, name);
    if (module !== undefined)
        module.exports = preparations[name]?.(module.exports) ?? module.exports;
    return module;
}

/** An embedded library; undefined if there is none of that name. */
export function library(name) {
    let module = loaded.get(name);
    if (module === undefined) {
        module = load(name);
        if (module === undefined) return undefined;
        loaded.set(name, module);
    }
    return module.exports;
}

/** The error for a module that does not exist; `where` says where the user's own may be. */
function cannotFind(name, where = "") {
    const known = [...texts(native.libraryNames()), ...Object.keys(builtIns)];
    const nearest = native.nearest(name, known.join("\0"));
    const advice = nearest === undefined
        ? "the article 'Scripts' lists the built-in modules" : `did you mean '${nearest}'?`;
    const error = new ScriptError(`Cannot find module '${name}'${where}; ${advice}`);
    error.code = "MODULE_NOT_FOUND";
    return error;
}

/**
 * A built-in module, or one of the user's own; `from` is the file that asks, undefined for a
 * script.
 */
export function require(name, from) {
    const wanted = `${name}`;
    const exports = library(wanted.startsWith("node:") ? wanted.slice(5) : wanted);
    if (exports !== undefined) return exports;
    return userModule(wanted, from, require, (where) => cannotFind(wanted, where));
}
