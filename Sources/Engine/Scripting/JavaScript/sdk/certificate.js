// Client certificates and what they are for: Postman's Certificate and CertificateList.

import { isObject } from "../core/primordials.js";
import { randomUUID } from "../web/crypto/random.js";
import { PropertyList } from "./list.js";
import { Property, PropertyBase } from "./property.js";
import { UrlMatchPatternList } from "./url-match.js";
import { Url } from "./url.js";

/** A file by its path, or the object that names it. */
const fileOf = (value) => (isObject(value) ? value : { src: value });

export class Certificate extends Property {
    // Said here because the bundler renames a class that mentions itself.
    static get name() { return "Certificate"; }
    static get indexKey() { return "id"; }

    constructor(definition) {
        super(definition);
        this.id ??= randomUUID();
        this.matches = new UrlMatchPatternList(this);
        this.update(definition);
    }

    update(definition) {
        if (!isObject(definition)) return;
        const { id, name, matches, key, cert, pfx, passphrase } = definition;
        if (id) this.id = id;
        if (name) this.name = name;
        if (matches) this.matches = new UrlMatchPatternList(this, matches);
        if (key !== undefined) this.key = fileOf(key);
        if (cert !== undefined) this.cert = fileOf(cert);
        if (pfx !== undefined) this.pfx = fileOf(pfx);
        if (passphrase !== undefined) this.passphrase = passphrase;
    }

    /** Whether it is for a URL; only those of https have certificates. */
    canApplyTo(url) {
        if (!url) return false;
        const parsed = url instanceof Url ? url : new Url(url);
        return parsed.protocol === "https" && this.matches.test(parsed);
    }

    /** The definition; what a file holds is left out, as it may be a secret. */
    toJSON() {
        const result = PropertyBase.toJSON(this);
        for (const name of ["key", "cert", "pfx"]) {
            if (isObject(result[name])) delete result[name].value;
        }
        return result;
    }

    static isCertificate(value) { return value instanceof Certificate; }
}

export class CertificateList extends PropertyList {
    static get name() { return "CertificateList"; }

    constructor(parent, certificates) { super(Certificate, parent, certificates); }

    /** The first that is for a URL. */
    resolveOne(url) {
        const parsed = url instanceof Url ? url : new Url(url);
        return this.find((certificate) => certificate.canApplyTo(parsed));
    }

    static isCertificateList(value) { return value instanceof CertificateList; }
}
