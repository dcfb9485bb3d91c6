// pm.cookies and pm.cookies.jar(), over the cookie jar of the run.

import { ScriptTypeError } from "../core/error-stacks.js";
import { native } from "../core/native.js";
import { define, isObject, NativePromise, parseJSON, stringifyJSON } from "../core/primordials.js";
import { current } from "../core/script.js";
import { schedule } from "../web/timers.js";
import { PropertyList } from "./list.js";
import { PropertyBase } from "./property.js";

/** The members of a cookie text `name=value; Path=/; Secure`. */
function parseCookie(text) {
    const [pair, ...attributes] = text.split(";").map((part) => part.trim());
    // As loosely as the jar reads: `novalue` and `=x` are values without a name.
    const whole = pair.startsWith("=") ? pair.slice(1) : pair;
    const equals = whole.indexOf("=");
    const cookie = equals <= 0 ? { key: "", value: whole }
        : { key: whole.slice(0, equals).trim(), value: whole.slice(equals + 1).trim() };
    const flags = { secure: "secure", httponly: "httpOnly" };
    const named = { domain: "domain", path: "path", expires: "expires", "max-age": "maxAge" };
    for (const attribute of attributes) {
        const [name, ...value] = attribute.split("=");
        const key = name.toLowerCase();
        if (flags[key]) cookie[flags[key]] = true;
        else if (named[key]) cookie[named[key]] = value.join("=");
        else if (name)
            cookie.extensions =
                [...cookie.extensions ?? [], { key: name, value: value.join("=") || true }];
    }
    return cookie;
}

/** The attributes of a cookie as Set-Cookie names them, in its order. */
function attributesOf({ expires, maxAge, domain, hostOnly, path, secure, httpOnly, extensions }) {
    const attributes = [];
    // Numbers stay, as in Postman.
    const end = typeof expires === "string" ? new Date(expires) : expires;
    if (end instanceof Date ? !Number.isNaN(end.getTime()) : end)
        attributes.push(`Expires=${end instanceof Date ? end.toUTCString() : end}`);
    if (maxAge && Number.isFinite(+maxAge)) attributes.push(`Max-Age=${maxAge}`);
    if (domain && !hostOnly) attributes.push(`Domain=${domain}`);
    if (path) attributes.push(`Path=${path}`);
    if (secure) attributes.push("Secure");
    if (httpOnly) attributes.push("HttpOnly");
    for (const { key, value } of extensions ?? [])
        attributes.push(typeof value === "string" ? `${key}=${value}` : key);
    return attributes;
}

export class Cookie extends PropertyBase {
    // Said here because the bundler renames a class that mentions itself.
    static get name() { return "PostmanCookie"; }
    static get indexKey() { return "name"; }
    static get ignoresCase() { return true; }
    static get allowsSeveral() { return true; }

    constructor(definition) {
        super();
        this.update(Cookie.parse(definition));
    }

    update(definition) {
        const { name, key, value, ...rest } = definition ?? {};
        this.name = name ?? key ?? this.name ?? "";
        if (value !== undefined && value !== null) this.value = value;
        if (typeof rest.expires === "string") rest.expires = new Date(rest.expires);
        if (Object.hasOwn(rest, "maxAge")) rest.maxAge = Number(rest.maxAge);
        for (const flag of ["secure", "httpOnly", "hostOnly", "session"])
            if (Object.hasOwn(rest, flag)) rest[flag] = Boolean(rest[flag]);
        Object.assign(this, rest);
    }

    /** The value, decoded if it is percent-encoded; undefined if it has none. */
    valueOf() {
        if (this.value === undefined) return undefined;
        try {
            return decodeURIComponent(this.value);
        } catch {
            return this.value;
        }
    }

    toString() { return Cookie.stringify(this); }

    /** The definition in a text of Set-Cookie, the value without its quotes. */
    static parse(text) {
        if (typeof text !== "string") return text;
        const cookie = parseCookie(text);
        cookie.value = cookie.value.replace(/^"(.*)"$/, "$1");
        if (!cookie.domain) cookie.hostOnly = true;
        return cookie;
    }

    /** The cookie as Set-Cookie has it. */
    static stringify(cookie) {
        return [Cookie.unparseSingle(cookie), ...attributesOf(cookie)].join("; ");
    }

    static unparseSingle(cookie) {
        if (!isObject(cookie)) return "";
        const name = cookie.name || cookie.key || "";
        return name === "" ? `${cookie.value ?? ""}` : `${name}=${cookie.value ?? ""}`;
    }

    /** The cookies as a Cookie header has them. */
    static unparse(cookies) {
        return (cookies instanceof PropertyList ? cookies.members : cookies ?? [])
            .map(Cookie.unparseSingle)
            .join("; ");
    }

    static splitParam(text) {
        const [key, value] = String(text).split("=");
        return { key: key.trim(), value: value ? value.trim().replace(/^"(.*)"$/, "$1") : true };
    }

    static isCookie(value) { return value instanceof Cookie; }
}

export class CookieList extends PropertyList {
    static get name() { return "CookieList"; }

    get Type() { return Cookie; }
    constructor(parent, cookies) { super(Cookie, parent, cookies); }
    static isCookieList(value) { return value instanceof CookieList; }
}

/** The jar's cookies that would be sent to the URL; without one, to the item's own. */
export function cookiesFor(url) {
    return parseJSON(native.cookies(url)).map(({ expires, ...cookie }) => {
        // As in Postman, a cookie that has an end has it as a date.
        return new Cookie(
            expires === undefined ? cookie : { ...cookie, expires: new Date(expires * 1000) });
    });
}

/** When a cookie ends, in seconds since 1970; undefined if it ends with the run. */
function expiry({ expires, maxAge }) {
    const seconds = Number(maxAge);
    if (maxAge !== undefined && Number.isFinite(seconds))
        return Math.floor(Date.now() / 1000 + seconds);
    if (expires === undefined || expires === null || expires === "Infinity") return undefined;
    const time = new Date(expires).getTime();
    return Number.isNaN(time) ? undefined : Math.floor(time / 1000);
}

class CookieJar {
    // Said here because the bundler renames a class that mentions itself.
    static get name() { return "PostmanCookieJar"; }

    /**
     * Does the work in a later turn, then calls back or settles a promise, as the SDK's jar does.
     */
    #later(work, callback) {
        if (typeof callback !== "function") {
            return new NativePromise((resolve, reject) => this.#later(
                work, (error, value) => (error ? reject(error) : resolve(value))));
        }
        const script = current();
        schedule(() => {
            let reply;
            try {
                reply = [null, work()];
            } catch (error) {
                reply = [error];
            }
            script.runCallback(callback, reply);
        });
    }

    get(url, name, callback) {
        return this.#later(() => {
            const cookies = cookiesFor(check(url, "get"));
            checkName(name, "get");
            return cookies.find((cookie) => cookie.name === name)?.valueOf() ?? null;
        }, callback);
    }

    getAll(url, options, callback) {
        return this.#later(
            () => new CookieList(this, cookiesFor(check(url, "getAll"))), callback ?? options);
    }

    set(url, cookie, value, callback) {
        const given = typeof value === "function" ? undefined : value;
        return this.#later(() => {
            const target = check(url, "set");
            if (cookie === undefined || cookie === null) {
                throw new ScriptTypeError("CookieJar.set() requires a valid set cookie arguments");
            }
            const definition = isObject(cookie) ? cookie
                : given === undefined ? parseCookie(String(cookie))
                : { name: String(cookie), value: String(given) };
            const set = new Cookie(definition);
            native.setCookie(
                target,
                stringifyJSON({ ...set, value: String(set.value ?? ""), expires: expiry(set) }));
            return set;
        }, callback ?? (typeof value === "function" ? value : undefined));
    }

    unset(url, name, callback) {
        return this.#later(() => {
            const target = check(url, "unset");
            checkName(name, "unset");
            return native.removeCookies(target, name) ?? null;
        }, callback);
    }
    clear(url, callback) {
        return this.#later(() => native.removeCookies(check(url, "clear")) ?? null, callback);
    }
}

/** Refuses a name that is no text, in the words of the SDK's jar. */
function checkName(name, method) {
    if (typeof name !== "string")
        throw new ScriptTypeError(`CookieJar.${method}() requires cookie name to be a string`);
}

/** The address that a jar's method was given, as a text; one without a scheme is one of HTTP. */
function check(url, method) {
    if (url === undefined || url === null || url === "")
        throw new ScriptTypeError(`CookieJar.${method}() requires a valid url`);
    const text = String(url).trimStart();
    return /^[^:/?#]+:\/\//.test(text) ? text : `http://${text}`;
}

/** The `pm.cookies` of one script. */
export function makeCookies() {
    const list = new CookieList(undefined, cookiesFor(undefined));
    define(list, "jar", () => new CookieJar());
    return list;
}
