// queueMicrotask: a callback that fails, fails its script.

import { settle } from "../core/primordials.js";
import { current } from "../core/script.js";
import { checkCallback } from "../node/arguments.js";

export function queueMicrotask(callback) {
    checkCallback(callback);
    const script = current();
    settle(undefined, () => script.runCallback(callback, []));
}
