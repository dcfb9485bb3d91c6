// The errors of the web globals: a DOMException, whose class is evaluated when the first is thrown.

import { part } from "sandbox";

export function domException(message, name) {
    return new (part("web").DOMException)(message, name);
}
