// console: each argument is rendered here, as Node's inspection would, and handed to the host.

import { inspect } from "./inspect.js";
import { native } from "./native.js";
import { define } from "./primordials.js";
import { current } from "./script.js";

/** Methods of the console → level of the record. */
const levels = {
    log: "log", info: "info", warn: "warn", error: "error", debug: "debug", trace: "debug",
};

function write(level, values) {
    const { source } = current();
    const shown = [];
    for (let i = 0; i < values.length; i++) shown[i] = inspect(values[i], source);
    native.console(level, ...shown);
}

/** The methods that Newman's console lacks count and time nothing; they print what they are given. */
function makeConsole() {
    const console = {};
    for (const method in levels) console[method] = (...values) => write(levels[method], values);
    console.dir = (value) => write("log", [value]);
    console.table = (value) => write("log", [value]);
    console.group = (...labels) => labels.length > 0 && write("log", labels);
    console.groupEnd = () => {};
    console.assert = (condition, ...values) => condition || write("error", ["Assertion failed", ...values]);
    console.clear = () => {};
    return console;
}

export function installConsole() {
    define(globalThis, "console", makeConsole());
}
