// The user's own modules: CommonJS files of a `node_modules` folder or of a module path. The host
// finds and reads them; nothing can read a file that the host did not find before.

import { insertCalls } from "../../core/inserted-calls.js";
import { caught, ScriptError } from "../../core/error-stacks.js";
import { native, texts } from "../../core/native.js";
import { NativeMap, parseJSON } from "../../core/primordials.js";
import { insertions, moduleBodies } from "../../core/raw-stacks.js";
import { useSugar } from "../../legacy/sugar/install.js";
import { process } from "./process.js";

/**
 * Path → module, from the moment it begins to load: modules may require one another in a circle.
 */
const modules = new NativeMap();

/** The folder of a file. */
const folderOf = (path) => path.slice(0, path.lastIndexOf("/")) || "/";

function makeModule(path, require) {
    const own = (name) => require(name, path);
    const module = {
        id: path,
        filename: path,
        path: folderOf(path),
        exports: {},
        loaded: false,
        children: [],
        paths: [],
        require: own
    };
    own.resolve = (name) => resolve(name, path) ?? name;
    own.cache = {};
    own.main = undefined;
    return module;
}

/** The path of a module; undefined if there is none. */
function resolve(name, from) {
    const [path] = texts(native.resolveModule(name, from));
    return path === "" ? undefined : path;
}

/** What a module's code can name, and by the last name the call in its catch clauses. */
const parameters = "exports, require, module, __filename, __dirname, process, global, $$caught";
const head = `(function (${parameters}) {`;

/** What has calls inserted: a catch clause, or the constructor of an array. */
const edited = /catch|Array(?:Buffer)?\s*\(/;

/** The function around a module's code, whose lines keep their numbers. */
function compile(path) {
    const text = native.moduleText(path);
    // A first line for the shell is none for the engine.
    const code = text.startsWith("#!") ? "//" + text : text;
    const added = head.length + code.length - text.length;
    if (edited.test(code)) {
        try {
            const marked = insertCalls(code, path, "$$caught", added);
            return native.compileModule(path, `${head}${marked}\n})`);
        } catch {
            // The code as it was written has the better message.
        }
    }
    insertions.set(path, [{ line: 1, column: 0, length: added }]);
    return native.compileModule(path, `${head}${code}\n})`);
}

function run(module) {
    const { path, filename, exports, require } = module;
    if (filename.endsWith(".json")) {
        try {
            module.exports = parseJSON(native.moduleText(filename));
        } catch (error) {
            throw new ScriptError(`${filename}: ${error.message}`);
        }
        return;
    }
    useSugar(...texts(native.sugarMembers(filename)));
    const body = compile(filename);
    moduleBodies.set(filename, body);
    body.call(exports, exports, require, module, filename, path, process, globalThis, caught);
}

/** What a file of the user's exports. */
function load(path, require) {
    const known = modules.get(path);
    if (known !== undefined) return known.exports;
    const module = makeModule(path, require);
    modules.set(path, module);
    try {
        run(module);
        module.loaded = true;
    } finally {
        if (!module.loaded) modules.delete(path);
    }
    return module.exports;
}

/** The exports of a module of the user; `missing` makes the error if there is none. */
export function userModule(name, from, require, missing) {
    const [path, where] = texts(native.resolveModule(name, from));
    if (path === "") throw missing(where);
    return load(path, require);
}

/** The same for a package of which a version is asked for; undefined if there is none. */
export function userPackage(name, version, require) {
    const path = native.resolvePackage(name, version);
    return path === undefined ? undefined : { exports: load(path, require) };
}
