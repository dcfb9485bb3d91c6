// DOMException: the error of the web globals; its name says what went wrong.

import { define } from "../core/primordials.js";

/** The names that have a number, in its order from 1; those that the standard dropped are empty. */
const numbered = [
    "IndexSizeError", "", "HierarchyRequestError", "WrongDocumentError", "InvalidCharacterError",
    "", "NoModificationAllowedError", "NotFoundError", "NotSupportedError", "InUseAttributeError",
    "InvalidStateError", "SyntaxError", "InvalidModificationError", "NamespaceError",
    "InvalidAccessError", "", "TypeMismatchError", "SecurityError", "NetworkError", "AbortError",
    "URLMismatchError", "QuotaExceededError", "TimeoutError", "InvalidNodeTypeError",
    "DataCloneError",
];

/** The constants of the classes, in the order of the numbers. */
const constants = [
    "INDEX_SIZE", "DOMSTRING_SIZE", "HIERARCHY_REQUEST", "WRONG_DOCUMENT", "INVALID_CHARACTER",
    "NO_DATA_ALLOWED", "NO_MODIFICATION_ALLOWED", "NOT_FOUND", "NOT_SUPPORTED", "INUSE_ATTRIBUTE",
    "INVALID_STATE", "SYNTAX", "INVALID_MODIFICATION", "NAMESPACE", "INVALID_ACCESS", "VALIDATION",
    "TYPE_MISMATCH", "SECURITY", "NETWORK", "ABORT", "URL_MISMATCH", "QUOTA_EXCEEDED", "TIMEOUT",
    "INVALID_NODE_TYPE", "DATA_CLONE",
];

export class DOMException extends Error {
    constructor(message = "", options = "Error") {
        super(String(message), typeof options === "object" ? options : undefined);
        define(this, "name",
            String(typeof options === "object" ? options?.name ?? "Error" : options));
    }

    get code() { return this.name === "" ? 0 : numbered.indexOf(this.name) + 1; }
    get [Symbol.toStringTag]() { return "DOMException"; }
}

constants.forEach((name, index) => {
    for (const target of [DOMException, DOMException.prototype]) {
        define(target, `${name}_ERR`, index + 1);
    }
});
