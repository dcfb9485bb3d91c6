// The module `util`: the library's, with what it shows made by the sandbox's own inspection.

import { format } from "./console/format.js";
import { inspect } from "./console/inspect.js";
import { library } from "./modules/require.js";
import { TextDecoder, TextEncoder } from "../web/text-coder.js";

/** Node's default depth of `util.inspect`; the console's is deeper. */
function show(value, options) {
    const depth = typeof options === "object" && options !== null ? options.depth : undefined;
    return inspect(value, 0, depth === null ? Infinity : depth ?? 2);
}

function isDeepStrictEqual(a, b) {
    try {
        library("assert").deepStrictEqual(a, b);
        return true;
    } catch {
        return false;
    }
}

export function completeUtil(util) {
    show.custom = Symbol.for("nodejs.util.inspect.custom");
    show.defaultOptions = { depth: 2 };
    return Object.assign(util, {
        TextDecoder, TextEncoder, format, inspect: show, isDeepStrictEqual,
        formatWithOptions: (_options, ...values) => format(...values),
        stripVTControlCharacters: (text) => String(text).replace(/\x1b\[[0-9;]*[A-Za-z]/g, ""),
        toUSVString: (text) => String(text).toWellFormed(),
    });
}
