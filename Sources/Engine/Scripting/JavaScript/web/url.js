// URL of the URL Standard, for what scripts do with it: hierarchical URLs of the special schemes
// and any other, opaque paths as they are. Hosts are lowered and checked, not mapped by IDNA.

import { ScriptTypeError } from "../core/error-stacks.js";
import { showMembers } from "../core/primordials.js";
import { missing } from "../node/arguments.js";
import { encodeUTF8 } from "./encoding.js";
import { objectURLs } from "./object-urls.js";
import { URLSearchParams } from "./search-params.js";

const defaultPorts = { http: "80", https: "443", ws: "80", wss: "443", ftp: "21", file: "" };

/**
 * Percent-encodes what a part must not hold: controls, what is not ASCII, and the characters given.
 */
function encode(text, characters) {
    const escaped = new RegExp(`[\\x00-\\x20\\x7f${characters}]|[^\\x00-\\x7f]`, "gu");
    return text.replace(
        escaped,
        (character) => Array
                           .from(
                               encodeUTF8(character),
                               (byte) => `%${byte.toString(16).toUpperCase().padStart(2, "0")}`)
                           .join(""));
}

const encodePath = (text) => encode(text, '"#<>?`{}^');
const encodeUserinfo = (text) => encode(text, '"#<>?`{}/:;=@\\[\\]^|');
const encodeFragment = (text) => encode(text, '"<>`');

function invalid(text) {
    const error = new ScriptTypeError("Invalid URL");
    error.code = "ERR_INVALID_URL";
    error.input = text;
    return error;
}

/** Resolves `.` and `..` in a path. */
function normalize(path) {
    const parts = path.split("/").slice(1);
    const result = [];
    parts.forEach((part, index) => {
        const name = part.replace(/%2e/gi, ".");
        const isLast = index === parts.length - 1;
        if (name === "..") result.pop();
        else if (name !== ".") result.push(part);
        if ((name === "." || name === "..") && isLast) result.push("");
    });
    return `/${result.join("/")}`;
}

function parseHost(host, isSpecial, text) {
    if (host.startsWith("[")) {
        if (!/^\[[0-9a-f:.]+\]$/i.test(host)) throw invalid(text);
        return host.toLowerCase();
    }
    if (!isSpecial) return encode(host, "");
    let name;
    try {
        name = decodeURIComponent(host).toLowerCase();
    } catch {
        throw invalid(text);
    }
    if (name === "" || /[\x00-\x20#%/:<>?@[\\\]^|\x7f]/.test(name)) throw invalid(text);
    return name;
}

function parseAuthority(parts, authority, isSpecial, text) {
    const at = authority.lastIndexOf("@");
    if (at >= 0) {
        const [user, ...password] = authority.slice(0, at).split(":");
        parts.username = encodeUserinfo(user);
        parts.password = encodeUserinfo(password.join(":"));
    }
    const [, host, , port] = /^(\[[^\]]*\]|[^:]*)(:(\d*))?$/.exec(authority.slice(at + 1)) ?? [];
    if (host === undefined || +port > 65535) throw invalid(text);
    parts.host = parts.scheme === "file" && host === "" ? "" : parseHost(host, isSpecial, text);
    parts.port = !port || String(+port) === defaultPorts[parts.scheme] ? "" : String(+port);
}

/** The parts of an absolute URL. */
function parseAbsolute(text) {
    const [, scheme, rest] = /^([a-z][a-z0-9+.-]*):(.*)$/is.exec(text) ?? [];
    if (scheme === undefined) return undefined;
    const
        parts = { scheme: scheme.toLowerCase(), username: "", password: "", host: null, port: "" };
    const isSpecial = parts.scheme in defaultPorts;
    const [, before, query, fragment] = /^([^?#]*)(\?[^#]*)?(#.*)?$/s.exec(rest);
    parts.query = query ? encode(query.slice(1), isSpecial ? "\"#<>'" : '"#<>') : query && "";
    parts.fragment = fragment && encodeFragment(fragment.slice(1));
    const slashed = isSpecial ? before.replace(/\\/g, "/") : before;
    const skipsSlashes = isSpecial && parts.scheme !== "file";
    const authority = (skipsSlashes ? /^\/*([^/]*)(.*)$/s : /^\/\/([^/]*)(.*)$/s).exec(slashed);
    if (authority === null) {
        parts.path = slashed.startsWith("/") ? normalize(encodePath(slashed)) : slashed;
        return parts;
    }
    parseAuthority(parts, authority[1], isSpecial, text);
    parts.path =
        authority[2] === "" && !isSpecial ? "" : normalize(encodePath(authority[2] || "/"));
    return parts;
}

/** The absolute text of a reference relative to a base. */
function resolve(reference, base) {
    const root = `${base.protocol}//${base.username}${base.password && `:${base.password}`}${
        base.username && "@"}${base.host}`;
    if (reference.startsWith("//")) return base.protocol + reference;
    if (/^[/\\]/.test(reference)) return root + reference;
    if (reference.startsWith("?")) return root + base.pathname + reference;
    if (reference.startsWith("#")) return root + base.pathname + base.search + reference;
    if (reference === "") return root + base.pathname + base.search;
    return root + base.pathname.replace(/[^/]*$/, "") + reference;
}

export class URL {
    // The bundler renames a class that mentions itself.
    static get name() { return "URL"; }

    #parts;
    #params;

    constructor(url, base) {
        if (arguments.length < 1) throw missing("url");
        const text =
            String(url).replace(/^[\x00-\x20]+|[\x00-\x20]+$/g, "").replace(/[\t\n\r]/g, "");
        const parts = parseAbsolute(text)
            ?? (base === undefined ? undefined : parseAbsolute(resolve(text, new URL(base))));
        if (parts === undefined) throw invalid(text);
        this.#parts = parts;
    }

    #update(change) {
        try {
            change(this.#parts);
        } catch {
            // As the standard says: a part that is not valid changes nothing.
        }
    }

    get href() {
        const { fragment } = this.#parts;
        const userinfo = this.username || this.password
            ? `${this.username}${this.password && `:${this.password}`}@`
            : "";
        const authority = this.#parts.host === null ? "" : `//${userinfo}${this.host}`;
        return this.protocol + authority + this.pathname
            + (this.#parts.query === undefined ? "" : `?${this.#parts.query}`)
            + (fragment === undefined ? "" : `#${fragment}`);
    }
    set href(value) {
        this.#parts = parseAbsolute(String(value)) ?? (() => { throw invalid(String(value)); })();
        this.#syncParams();
    }
    get origin() {
        return this.#parts.scheme in defaultPorts && this.#parts.scheme !== "file"
            ? `${this.protocol}//${this.host}`
            : "null";
    }
    get protocol() { return `${this.#parts.scheme}:`; }
    set protocol(value) {
        this.#update((parts) => {
            parts.scheme = /^[a-z][a-z0-9+.-]*/i.exec(String(value))[0].toLowerCase();
        });
    }
    get username() { return this.#parts.username; }
    set username(value) { this.#parts.username = encodeUserinfo(String(value)); }
    get password() { return this.#parts.password; }
    set password(value) { this.#parts.password = encodeUserinfo(String(value)); }
    get host() { return (this.#parts.host ?? "") + (this.#parts.port && `:${this.#parts.port}`); }
    set host(value) {
        this.#update((parts) => {
            const { username, password } = parts;
            parseAuthority(parts, String(value), parts.scheme in defaultPorts, String(value));
            Object.assign(parts, { username, password });
        });
    }
    get hostname() { return this.#parts.host ?? ""; }
    set hostname(value) {
        this.#update((parts) => {
            parts.host = parseHost(String(value), parts.scheme in defaultPorts, String(value));
        });
    }
    get port() { return this.#parts.port; }
    set port(value) {
        const text = /^\d*/.exec(String(value))[0];
        if (+text <= 65535)
            this.#parts.port = text === "" || String(+text) === defaultPorts[this.#parts.scheme]
                ? ""
                : String(+text);
    }
    get pathname() { return this.#parts.path; }
    set pathname(value) {
        this.#parts.path = normalize(encodePath(String(value).replace(/^(?!\/)/, "/")));
    }
    get search() { return this.#parts.query ? `?${this.#parts.query}` : ""; }
    set search(value) {
        const text = String(value).replace(/^\?/, "");
        this.#parts.query = text === "" ? undefined : encode(text, "\"#<>'");
        this.#syncParams();
    }
    get hash() { return this.#parts.fragment ? `#${this.#parts.fragment}` : ""; }
    set hash(value) {
        const text = String(value).replace(/^#/, "");
        this.#parts.fragment = text === "" ? undefined : encodeFragment(text);
    }

    get searchParams() {
        this.#params ??= URLSearchParams.of(this.#parts.query ?? "", () => {
            this.#parts.query = this.#params.toString() || undefined;
        });
        return this.#params;
    }
    #syncParams() {
        if (this.#params) URLSearchParams.replace(this.#params, this.#parts.query ?? "");
    }

    toString() { return this.href; }
    toJSON() { return this.href; }
    get [Symbol.toStringTag]() { return "URL"; }

    static canParse(url, base) {
        if (arguments.length < 1) throw missing("url");
        return URL.parse(url, base) !== null;
    }

    static parse(url, base) {
        if (arguments.length < 1) throw missing("url");
        try {
            return new URL(url, base);
        } catch {
            return null;
        }
    }

    static createObjectURL(blob) { return objectURLs.add(blob); }
    static revokeObjectURL(url) {
        if (arguments.length < 1) throw missing("url");
        objectURLs.remove(url);
    }
}

showMembers(
    URL, "href", "origin", "protocol", "username", "password", "host", "hostname", "port",
    "pathname", "search", "searchParams", "hash");
