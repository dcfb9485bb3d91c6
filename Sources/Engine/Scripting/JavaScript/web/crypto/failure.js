// How an operation is refused, and how the host's refusals are reported.

import { DOMException } from "../dom-exception.js";

/** Throws a DOMException. */
export function failure(name, message) {
    throw new DOMException(message, name);
}

/** Runs work of the host; what fails there fails under this name. */
export function attempt(name, work) {
    try {
        return work();
    } catch (error) {
        return failure(name, error.message);
    }
}
