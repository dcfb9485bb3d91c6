// console: each argument is rendered here, as Node's inspection would, and handed to the host. What
// Newman's console lacks (groups, counts, timers, tables) is there, as in Node.

import { stackText } from "../../core/errors.js";
import { native } from "../../core/native.js";
import { append, apply, assign, NativeError, NativeMap } from "../../core/primordials.js";
import { current } from "../../core/script.js";
import { table } from "../table.js";
import { format, hasDirective } from "./format.js";
import { inspect } from "./inspect.js";

/** Methods of the console → level of the record. */
const levels = {
    __proto__: null,
    log: "log",
    info: "info",
    warn: "warn",
    error: "error",
    debug: "debug"
};

/** How many groups the running script has open. */
let depth = 0;
let owner;

function groupDepth() {
    if (owner !== current()) {
        owner = current();
        depth = 0;
    }
    return depth;
}

/** Hands texts to the host, set in by the open groups. */
function print(level, texts) {
    const depth = groupDepth();
    const margin = depth === 0 ? "" : " ".repeat(2 * depth);
    const record = [level];
    for (let i = 0; i < texts.length; i++) {
        append(
            record,
            i === 0 && margin !== ""
                ? margin + texts[i].replaceAll("\n", `\n${margin}`)
                : texts[i]);
    }
    apply(native.console, undefined, record);
}

function write(level, values) {
    const { source } = current();
    // As in Node, and unlike Newman: a text with directives takes up the values after it.
    if (values.length > 1 && typeof values[0] === "string" && hasDirective(values[0])) {
        return print(level, [inspect(format(...values), source)]);
    }
    const shown = [];
    for (let i = 0; i < values.length; i++) append(shown, inspect(values[i], source));
    print(level, shown);
}

const counts = new NativeMap();
const timers = new NativeMap();

function count(label = "default") {
    const name = `${label}`;
    counts.set(name, (counts.get(name) ?? 0) + 1);
    print("log", [`${name}: ${counts.get(name)}`]);
}

function startTimer(label = "default") {
    const name = `${label}`;
    if (timers.has(name))
        return print("warn", [`Label '${name}' already exists for console.time()`]);
    timers.set(name, Date.now());
}

function showTimer(method, label = "default", values = []) {
    const name = `${label}`;
    if (!timers.has(name))
        return print("warn", [`No such label '${name}' for console.${method}()`]);
    print("log", [
        `${name}: ${Date.now() - timers.get(name)}ms`,
        ...values.map((value) => inspect(value, current().source))
    ]);
}

/** Where the call came from, under a text. */
function trace(values) {
    const { source } = current();
    const message = values.length > 0 ? format(...values) : "";
    const [, ...frames] = stackText(new NativeError("at"), source).split("\n");
    print("error", [[message === "" ? "Trace" : `Trace: ${message}`, ...frames].join("\n")]);
}

/** The console of one script: another may have replaced its methods. */
export function makeConsole() {
    const console = {};
    for (const method in levels) console[method] = (...values) => write(levels[method], values);
    const group = (...labels) => {
        if (labels.length > 0) write("log", labels);
        groupDepth();
        depth++;
    };
    return assign(console, {
        dir: (value, options) =>
            print("log", [inspect(
                             value, current().source,
                             options?.depth === null ? Infinity : options?.depth ?? 2)]),
        dirxml: (...values) => write("log", values),
        table: (data, columns) =>
            (typeof data === "object" && data !== null
                ? print("log", [table(data, columns)])
                : write("log", [data])),
        trace: (...values) => trace(values),
        assert:
            (condition, ...values) => {
                if (!condition) write("error", ["Assertion failed", ...values]);
            },
        group,
        groupCollapsed: group,
        groupEnd:
            () => {
                depth = Math.max(0, groupDepth() - 1);
            },
        count,
        countReset:
            (label = "default") => {
                counts.delete(`${label}`);
            },
        time: startTimer,
        timeLog: (label, ...values) => showTimer("timeLog", label, values),
        timeEnd:
            (label = "default") => {
                showTimer("timeEnd", label);
                timers.delete(`${label}`);
            },
        timeStamp() {},
        profile() {},
        profileEnd() {},
        clear() {},
    });
}
