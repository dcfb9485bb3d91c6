// queueMicrotask: a callback that fails, fails its script.

import { NativeTypeError, settle } from "../core/primordials.js";
import { current } from "../core/script.js";

export function queueMicrotask(callback) {
    if (typeof callback !== "function")
        throw new NativeTypeError("The callback must be of type function.");
    const script = current();
    settle(undefined, () => script.runCallback(callback, []));
}
