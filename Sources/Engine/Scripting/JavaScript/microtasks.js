// queueMicrotask: a callback that fails, fails its script.

import { NativeTypeError, settle } from "./primordials.js";
import { current } from "./script.js";

export function queueMicrotask(callback) {
    if (typeof callback !== "function") throw new NativeTypeError("The callback must be of type function.");
    const script = current();
    settle(undefined, () => script.runCallback(callback, []));
}
