// Scripts and when they run: Postman's Script, Event and EventList.

import { isArray, isObject } from "../core/primordials.js";
import { randomUUID } from "../web/crypto/random.js";
import { PropertyList } from "./list.js";
import { Property } from "./property.js";
import { Url } from "./url.js";

export class Script extends Property {
    // Said here because the bundler renames a class that mentions itself.
    static get name() { return "PostmanScript"; }
    static get indexKey() { return "id"; }

    constructor(definition) {
        super(definition);
        this.id ??= randomUUID();
        this.update(definition);
    }

    update(definition) {
        const given = typeof definition === "string" || isArray(definition)
            ? { exec: definition }
            : definition;
        if (!isObject(given)) return;
        const { type, src, exec, packages, requests } = given;
        this.type = type || "text/javascript";
        if (packages !== undefined) this.packages = packages;
        if (requests !== undefined) this.requests = requests;
        // The text of a script with an address is at that address.
        if (src !== undefined) this.src = new Url(src);
        else if (typeof exec === "string") this.exec = exec.split(/\r?\n/);
        else if (isArray(exec)) this.exec = [...exec];
    }

    toSource() { return this.exec?.join("\n"); }
    static isScript(value) { return value instanceof Script; }
}

export class Event extends Property {
    static get name() { return "PostmanEvent"; }
    static get indexKey() { return "id"; }

    constructor(definition) {
        super(definition);
        this.update(definition);
    }

    update(definition) {
        if (!isObject(definition)) return;
        const { listen, script } = definition;
        if (typeof listen === "string") this.listen = listen.toLowerCase();
        if (script instanceof Script) this.script = script;
        else if (script !== undefined && script !== null) this.script = new Script(script);
    }

    static isEvent(value) { return value instanceof Event; }
}

export class EventList extends PropertyList {
    static get name() { return "EventList"; }

    constructor(parent, events) { super(Event, parent, events); }

    /** The events of a name in the order in which they run: those of the outermost parent first. */
    listeners(name) {
        let all = this.listenersOwn(name);
        this.eachParent((parent) => {
            if (parent !== this.__parent && parent.events instanceof EventList) {
                all = [...parent.events.listenersOwn(name), ...all];
            }
        });
        return all;
    }

    listenersOwn(name) { return this.filter((event) => event.listen === name); }
    static isEventList(value) { return value instanceof EventList; }
}
