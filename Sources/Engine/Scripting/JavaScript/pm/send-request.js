// pm.sendRequest, by callback or promise.
//
// The host sends the request and waits for the answer, in a turn of the event loop of its own: the
// script sees what it would see of any asynchronous call.

import { native } from "../core/native.js";
import {
    isObject, NativeError, NativePromise, NativeTypeError, parseJSON, stringifyJSON,
} from "../core/primordials.js";
import { current } from "../core/script.js";
import { CookieList } from "../sdk/cookies.js";
import { parseHeaders } from "../sdk/header-forms.js";
import { Request } from "../sdk/request.js";
import { ReceivedResponse, Response } from "../sdk/response.js";
import { Url } from "../sdk/url.js";
import { schedule } from "../web/timers.js";

/** The request definition of whatever a script gives. */
function toDefinition(request) {
    if (typeof request === "string" || request instanceof Url) return { url: String(request), method: "GET" };
    if (request instanceof Request) return request.toJSON();
    if (!isObject(request)) throw new NativeTypeError("pm.sendRequest needs a URL or a request");
    const { url, method, header, headers, body, auth } = request;
    const definition = {
        ...request,
        url: url instanceof Url ? url.toJSON() : isObject(url) ? new Url(url).toJSON() : url === undefined ? "" : String(url),
        method: method ? String(method).toUpperCase() : "GET",
        header: parseHeaders(header ?? headers),
    };
    delete definition.headers;
    if (body !== undefined && body !== null) definition.body = isObject(body) ? body : { mode: "raw", raw: String(body) };
    if (auth === null || auth === undefined) delete definition.auth;
    return definition;
}

/** The error that the host tells of, by name and message. */
export function hostError({ name, message }) {
    const error = new NativeError(message);
    if (name !== "Error") error.name = name;
    return error;
}

function exchange(definition) {
    const reply = native.sendRequest(stringifyJSON(definition));
    if (typeof reply === "number") return reply;
    throw hostError(reply);
}

export function makeSendRequest(pm) {
    return (request, callback) => {
        const script = current();
        const definition = toDefinition(request);
        const send = () => {
            const response = new ReceivedResponse(exchange(definition));
            const cookies = new CookieList(undefined, parseJSON(native.cookies(String(new Url(definition.url)))));
            return [response, { cookies }];
        };
        if (typeof callback !== "function") {
            return new NativePromise((resolve, reject) => schedule(() => {
                try {
                    resolve(send()[0]);
                } catch (error) {
                    reject(error);
                }
            }));
        }
        schedule(() => {
            let reply;
            try {
                const sent = send();
                reply = [null, sent[0], sent[1]];
            } catch (error) {
                // As in Newman: the callback still gets a response, an empty one.
                reply = [error, new Response(), { cookies: new CookieList() }];
            }
            script.runCallback(callback, reply);
        });
        return pm;
    };
}
