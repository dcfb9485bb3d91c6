// Proxies and what goes through them: Postman's ProxyConfig and ProxyConfigList.

import { isArray, isObject } from "../core/primordials.js";
import { PropertyList } from "./list.js";
import { Property, PropertyBase } from "./property.js";
import { UrlMatchPattern, UrlMatchPatternList } from "./url-match.js";
import { Url } from "./url.js";

const isPort = (value) => Number.isInteger(value) && value >= 0 && value <= 65535;

export class ProxyConfig extends Property {
    // Said here because the bundler renames a class that mentions itself.
    static get name() { return "ProxyConfig"; }
    static get indexKey() { return "id"; }

    constructor(definition) {
        super(definition);
        this.host = "";
        this.port = 8080;
        this.tunnel = false;
        this.match = new UrlMatchPattern("http+https://*:*/*");
        this.update(definition);
    }

    update(definition) {
        if (!isObject(definition)) return;
        const {
            host,
            port,
            tunnel,
            match,
            disabled,
            bypass,
            protocol,
            authenticate,
            username,
            password
        } = definition;
        if (typeof host === "string") this.host = host.replace(/^.*:\/\//, "");
        if (isPort(Number(port)) && port !== null && port !== "") this.port = Number(port);
        if (typeof tunnel === "boolean") this.tunnel = tunnel;
        if (match) this.match = new UrlMatchPattern(match);
        if (disabled !== undefined) this.disabled = Boolean(disabled);
        if (isArray(bypass) || bypass instanceof UrlMatchPatternList)
            this.bypass = new UrlMatchPatternList(this, bypass);
        for (const [name, value] of Object.entries(
                 { protocol, authenticate, username, password })) {
            if (value !== undefined) this[name] = value;
        }
    }

    getProtocols() { return this.match.getProtocols(); }

    /** Changes the protocols that it is for. */
    updateProtocols(protocols) {
        const list = [protocols ?? []].flat();
        if (list.length === 0) return;
        this.match.update(this.match.pattern.replace(/^[^:]*:\/\//, `${list.join("+")}://`));
    }

    getProxyUrl() {
        const secret = this.password ? `:${encodeURIComponent(this.password)}` : "";
        const user = this.authenticate && this.username
            ? `${encodeURIComponent(this.username)}${secret}@`
            : "";
        return `${this.protocol || "http"}://${user}${this.host}:${this.port}`;
    }

    /** Whether a URL goes through it. */
    test(url) {
        if (!url) return false;
        const parsed = url instanceof Url ? url : new Url(url);
        if (!["http", "https"].includes(parsed.protocol)) return false;
        return !this.bypass?.test(parsed) && this.match.test(parsed);
    }

    toJSON() {
        const result = PropertyBase.toJSON(this);
        result.match = String(this.match);
        return result;
    }

    static isProxyConfig(value) { return value instanceof ProxyConfig; }
}

export class ProxyConfigList extends PropertyList {
    static get name() { return "ProxyConfigList"; }

    constructor(parent, proxies) { super(ProxyConfig, parent, proxies); }

    /** The first that a URL goes through. */
    resolve(url) {
        const parsed = url instanceof Url ? url : new Url(url);
        return this.find((proxy) => !proxy.disabled && proxy.test(parsed));
    }

    static isProxyConfigList(value) { return value instanceof ProxyConfigList; }
}
