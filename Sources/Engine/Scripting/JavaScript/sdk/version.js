// The version of a collection: Postman's Version, a semantic version.

import { isObject } from "../core/primordials.js";
import { Property } from "./property.js";

const form = /^v?(\d+)\.(\d+)\.(\d+)(?:-([\w.-]+))?(?:\+([\w.-]+))?$/;

export class Version extends Property {
    // Said here because the bundler renames a class that mentions itself.
    static get name() { return "Version"; }

    constructor(definition) {
        super(definition);
        if (definition !== undefined && definition !== null) this.set(definition);
    }

    /** Takes a text, or an object with the parts. What is not a version keeps its text alone. */
    set(value) {
        const { major, minor, patch, prerelease, build } =
            isObject(value) ? value : partsOf(String(value));
        Object.assign(this, { major, minor, patch, prerelease, build });
        this.string = isObject(value) ? joined(value) : String(value);
    }

    toString() { return this.string ?? ""; }
    toJSON() { return this.toString(); }
    static isVersion(value) { return value instanceof Version; }
}

function partsOf(text) {
    const match = form.exec(text);
    if (match === null) return {};
    const [, major, minor, patch, prerelease, build] = match;
    return {
        major: +major, minor: +minor, patch: +patch,
        prerelease: prerelease?.split(".") ?? [], build: build?.split(".") ?? [],
    };
}

function joined({ string, major = 0, minor = 0, patch = 0, prerelease, identifier, build, meta }) {
    if (typeof string === "string") return string;
    const before = [prerelease ?? identifier ?? []].flat().join(".");
    const after = [build ?? meta ?? []].flat().join(".");
    return `${major}.${minor}.${patch}${before && `-${before}`}${after && `+${after}`}`;
}
