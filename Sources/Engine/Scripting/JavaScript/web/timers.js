// setTimeout and its kin, over the host's event loop.
//
// A timer belongs to the script that set it; the script ends when none is left.

import { native } from "../core/native.js";
import { current } from "../core/script.js";
import { checkCallback } from "../node/arguments.js";

/** The longest delay, in milliseconds, that is not taken for none. */
export const longestWait = 2147483647;

let lastID = 0;

function start(callback, delay, args, repeats) {
    checkCallback(callback);
    const script = current();
    const id = ++lastID;
    // As in Node: what is not a delay of 1 ms or more is 1 ms.
    const wait = delay >= 1 && delay <= longestWait ? +delay : 1;
    const { timers: running } = script;
    // An interval's id at the host changes with every turn.
    const fire = () => {
        if (repeats) running.set(id, native.schedule(fire, wait));
        else running.delete(id);
        script.runCallback(callback, args);
    };
    running.set(id, native.schedule(fire, wait));
    return id;
}

/** Runs a task of the sandbox in a turn of its own; the script waits for it. */
export function schedule(task, delay = 0) {
    native.schedule(task, delay);
}

function clear(id) {
    const { timers: running } = current();
    const hostID = running.get(+id);
    if (hostID === undefined) return;
    running.delete(+id);
    native.cancel(hostID);
}

function startImmediate(callback, ...args) {
    checkCallback(callback);
    const script = current();
    const { timers: running } = script;
    const id = ++lastID;
    running.set(id, native.schedule(() => {
        running.delete(id);
        script.runCallback(callback, args);
    }, 0));
    return id;
}

export const timers = {
    __proto__: null,
    setTimeout(callback, delay, ...args) { return start(callback, delay, args, false); },
    setInterval(callback, delay, ...args) { return start(callback, delay, args, true); },
    setImmediate: startImmediate,
    clearTimeout(id) { clear(id); },
    clearInterval(id) { clear(id); },
    clearImmediate(id) { clear(id); },
};
