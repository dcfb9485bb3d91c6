// DOMException: the error of the web globals, distinguished by its name.

import { define } from "../core/primordials.js";

/** The names that have a number, in its order from 1; those that the standard dropped are empty. */
const numbered = [
    "IndexSizeError", "", "HierarchyRequestError", "WrongDocumentError", "InvalidCharacterError",
    "",
    "NoModificationAllowedError", "NotFoundError", "NotSupportedError", "InUseAttributeError",
    "InvalidStateError",
    "SyntaxError", "InvalidModificationError", "NamespaceError", "InvalidAccessError", "",
    "TypeMismatchError",
    "SecurityError", "NetworkError", "AbortError", "URLMismatchError", "QuotaExceededError",
    "TimeoutError",
    "InvalidNodeTypeError", "DataCloneError",
];

export class DOMException extends Error {
    constructor(message = "", options = "Error") {
        super(String(message), typeof options === "object" ? options : undefined);
        define(
            this, "name", String(typeof options === "object" ? options?.name ?? "Error" : options));
    }

    get code() { return this.name === "" ? 0 : numbered.indexOf(this.name) + 1; }
    get [Symbol.toStringTag]() { return "DOMException"; }
}

numbered.forEach((name, index) => {
    if (name === "") return;
    const constant =
        name.replace(/Error$/, "").replace(/(?<=[a-z])(?=[A-Z])|(?<=URL)(?=M)/g, "_").toUpperCase();
    for (const target of [DOMException, DOMException.prototype])
        define(target, `${constant}_ERR`, index + 1);
});
