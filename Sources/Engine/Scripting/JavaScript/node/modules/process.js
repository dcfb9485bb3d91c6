// What the libraries and the user's modules see of Node's `process`: nothing of the real one.
// Scripts themselves do not have it, as in Postman.

import { queueMicrotask } from "../../web/microtasks.js";

export const process = {
    title: "posthaste",
    browser: true,
    platform: "browser",
    env: {},
    argv: [],
    execArgv: [],
    version: "",
    versions: {},
    cwd: () => "/",
    umask: () => 0,
    uptime: () => 0,
    emitWarning() {},
    on() {},
    once() {},
    off() {},
    emit() {},
    nextTick: (work, ...given) => queueMicrotask(() => work(...given)),
};
