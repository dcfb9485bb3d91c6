// pm.sendRequest, by callback or promise.
//
// The host starts the request at once and goes on. Each response has a turn of the event loop of
// its own, in the order in which the responses arrive.

import { ScriptError, ScriptTypeError } from "../core/error-stacks.js";
import { native } from "../core/native.js";
import { isObject, NativePromise, stringifyJSON } from "../core/primordials.js";
import { current } from "../core/script.js";
import { CookieList, cookiesFor } from "../sdk/cookies.js";
import { parseHeaders } from "../sdk/header-forms.js";
import { Request } from "../sdk/request.js";
import { ReceivedResponse, Response } from "../sdk/response.js";
import { Url } from "../sdk/url.js";

let hasWarned = false;

/** Warns once per run of a member that Postman does not read. */
function warnOfHeaders() {
    if (hasWarned) return;
    hasWarned = true;
    native.warn(
        "pm.sendRequest: 'headers' has no effect in Postman; "
        + "call it 'header', so that the script does the same there");
}

function toURLDefinition(url) {
    if (url instanceof Url) return url.toJSON();
    if (isObject(url)) return new Url(url).toJSON();
    return url === undefined ? "" : String(url);
}

/** The request definition of anything that a script gives; undefined for nothing. */
function toDefinition(request) {
    if (typeof request === "string" || request instanceof Url)
        return { url: String(request), method: "GET" };
    if (request instanceof Request) return request.toJSON();
    if (request === undefined || request === null) return undefined;
    if (!isObject(request)) throw new ScriptTypeError("pm.sendRequest needs a URL or a request");
    const { url, method, header, headers, body, auth } = request;
    const definition = {
        ...request,
        url: toURLDefinition(url),
        method: method ? String(method).toUpperCase() : "GET",
        header: parseHeaders(header ?? headers),
    };
    delete definition.headers;
    if (headers !== undefined && header === undefined) warnOfHeaders();
    if (body !== undefined && body !== null)
        definition.body = isObject(body) ? body : { mode: "raw", raw: String(body) };
    if (auth === null || auth === undefined) delete definition.auth;
    return definition;
}

/** The members of a host's error that Node's errors have, too. */
const details = ["code", "errno", "syscall", "address", "port"];

/**
 * The message of an error. Scripts look for the code in it, so that of a failed system call begins
 * as in Node.
 */
function messageOf({ message, syscall, code, address, port }) {
    if (syscall === undefined) return message;
    const call = `${syscall} ${code}`;
    return address === undefined || port === undefined
        ? `${call}: ${message}` : `${call} ${address}:${port}`;
}

/** The error that the host describes. */
export function hostError(description) {
    const { name } = description;
    const error = new ScriptError(messageOf(description));
    if (name !== "Error") error.name = name;
    for (let i = 0; i < details.length; i++) {
        const value = description[details[i]];
        if (value !== undefined) error[details[i]] = value;
    }
    return error;
}

/** Starts a request; exactly one of the two functions is called, in a later turn if it is sent. */
function start(definition, succeed, fail) {
    if (definition === undefined)
        return fail(new ScriptError("pm.sendRequest: there is nothing to request"));
    native.sendRequest(stringifyJSON(definition), (error, response) => {
        if (error !== null) fail(hostError(error));
        else succeed(new ReceivedResponse(native.responseHead(response)));
    });
}

/** The cookies that the jar has for a request, once its response has arrived. */
const cookiesOf = ({ url }) =>
    new CookieList(undefined, cookiesFor(String(new Url(url))));

export function makeSendRequest(pm) {
    return (request, callback) => {
        const script = current();
        const definition = toDefinition(request);
        if (typeof callback !== "function") {
            return new NativePromise((resolve, reject) => start(definition, resolve, reject));
        }
        start(
            definition,
            (response) => {
                const cookies = cookiesOf(definition);
                script.runCallback(callback, [null, response, { cookies }]);
            },
            // As in Newman: the callback still gets a response, an empty one.
            (error) => {
                const cookies = new CookieList();
                script.runCallback(callback, [error, new Response(), { cookies }]);
            });
        return pm;
    };
}
