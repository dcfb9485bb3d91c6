// queueMicrotask: a callback that fails, fails its script.

import { ScriptTypeError } from "../core/error-stacks.js";
import { settle } from "../core/primordials.js";
import { current } from "../core/script.js";

export function queueMicrotask(callback) {
    if (typeof callback !== "function")
        throw new ScriptTypeError("The callback must be of type function.");
    const script = current();
    settle(undefined, () => script.runCallback(callback, []));
}
