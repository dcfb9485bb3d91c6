// pm.require: packages by registry and version, `npm:lodash@4.17.21`, `jsr:@std/assert`,
// `@team/package`. There is no registry here: they are the user's own modules, or the embedded
// libraries.

import { ScriptError, ScriptTypeError } from "../../core/error-stacks.js";
import { native } from "../../core/native.js";
import { library, require } from "./require.js";
import { userPackage } from "./user-modules.js";

/** Registry, name and version of what is asked for. */
function parse(specifier) {
    const [, registry = "", rest] = /^(?:(npm|jsr):)?(.*)$/s.exec(specifier);
    const at = rest.indexOf("@", 1);
    return {
        registry,
        name: at < 0 ? rest : rest.slice(0, at),
        version: at < 0 ? "" : rest.slice(at + 1)
    };
}

function fail(specifier, why) {
    const error = new ScriptError(`pm.require('${specifier}'): ${why}`);
    error.code = "MODULE_NOT_FOUND";
    throw error;
}

/** How the user gets what is missing. */
function advice({ registry, name, version }) {
    const wanted = version === "" ? name : `${name}@${version}`;
    if (registry === "jsr")
        return `to have it, run 'npx jsr add ${wanted}' in the folder of the collection`;
    if (registry === "npm")
        return `to have it, run 'npm install ${wanted}' in the folder of the collection`;
    return `Postman's package library is out of reach here; save its code as 'node_modules/${
               name}/index.js' `
        + "next to the collection";
}

/** An embedded library, if its version is the one that is wanted. */
function embedded(specifier, wanted) {
    const exports = library(wanted.name);
    if (exports === undefined || wanted.version === "") return exports;
    const version = native.libraryVersion(wanted.name);
    const parts = wanted.version.split(".");
    if (parts.every((part, index) => part === version?.split(".")[index])) return exports;
    return fail(
        specifier,
        `the built-in '${wanted.name}' is ${version ?? "of no known version"}; ${advice(wanted)}`);
}

export function requirePackage(given) {
    if (typeof given !== "string" || given === "")
        throw new ScriptTypeError("pm.require needs the name of a package");
    const wanted = parse(given);
    if (wanted.registry === "" && !wanted.name.startsWith("@")) return require(wanted.name);
    const names = wanted.registry === "jsr"
        ? [wanted.name, `@jsr/${wanted.name.slice(1).replace("/", "__")}`]
        : [wanted.name];
    for (const name of names) {
        const own = userPackage(name, wanted.version, require);
        if (own !== undefined) return own.exports;
    }
    const exports = wanted.registry === "npm" ? embedded(given, wanted) : undefined;
    return exports ?? fail(given, `the package is not there; ${advice(wanted)}`);
}
