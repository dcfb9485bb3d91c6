// Requests and folders: Postman's Item and ItemGroup.

import { isObject } from "../core/primordials.js";
import { randomUUID } from "../web/crypto/random.js";
import { EventList } from "./event.js";
import { PropertyList } from "./list.js";
import { Property } from "./property.js";
import { Request, RequestAuth } from "./request.js";
import { Response } from "./response.js";

/** Whether an object says how to authorize. */
const hasAuth = (owner) => RequestAuth.isValidType(owner?.auth?.type);

const behaviorOf = (owner) =>
    (isObject(owner.protocolProfileBehavior) ? owner.protocolProfileBehavior : {});

/** Takes what requests and folders have in common. */
function takeShared(target, definition) {
    const { event, protocolProfileBehavior } = definition ?? {};
    target.events = new EventList(target, event);
    if (isObject(protocolProfileBehavior)) target.protocolProfileBehavior = protocolProfileBehavior;
}

export class Item extends Property {
    // Said here because the bundler renames a class that mentions itself.
    static get name() { return "PostmanItem"; }
    static get indexKey() { return "id"; }

    constructor(definition) {
        super(definition);
        this.id ??= randomUUID();
        this.request = new Request(definition?.request);
        this.request.setParent(this);
        this.responses = new PropertyList(Response, this, definition?.response);
        takeShared(this, definition);
    }

    getAuth() {
        return hasAuth(this.request) ? this.request.auth : this.findInParents("auth", hasAuth);
    }
    getEvents(name) { return name ? this.events.listenersOwn(name) : this.events.all(); }

    authorizeRequestUsing(type, parameters) {
        this.request ??= new Request();
        this.request.authorizeUsing(type, parameters);
    }

    getProtocolProfileBehavior() { return behaviorOf(this); }

    getProtocolProfileBehaviorResolved() {
        let result = behaviorOf(this);
        this.forEachParent({ withRoot: true }, (parent) => {
            result = { ...behaviorOf(parent), ...result };
        });
        return result;
    }

    setProtocolProfileBehavior(name, value) {
        if (typeof name === "string")
            this.protocolProfileBehavior = { ...behaviorOf(this), [name]: value };
        return this;
    }

    unsetProtocolProfileBehavior(name) {
        if (typeof name === "string") delete this.protocolProfileBehavior?.[name];
        return this;
    }

    /** The names on the way from the collection down to the item. */
    getPath() {
        const path = [];
        for (let owner = this; owner; owner = owner.__parent) {
            if (typeof owner.name === "string") path.unshift(owner.name);
        }
        return path;
    }

    static isItem(value) { return value instanceof Item; }
}

/** The type of a member of a folder: one with an `item` of its own is a folder. */
class ItemOrGroup {
    static get indexKey() { return "id"; }

    constructor(definition) {
        return definition.item ? new ItemGroup(definition) : new Item(definition);
    }
    static [Symbol.hasInstance](value) {
        return value instanceof Item || value instanceof ItemGroup;
    }
}

export class ItemGroup extends Property {
    static get name() { return "PostmanItemGroup"; }
    static get indexKey() { return "id"; }

    constructor(definition) {
        super(definition);
        this.id ??= randomUUID();
        this.items = new PropertyList(ItemOrGroup, this, definition?.item);
        takeShared(this, definition);
        if (definition?.auth) this.auth = new RequestAuth(definition.auth);
    }

    /** Visits every request, however deep, with its folder. */
    forEachItem(visit) {
        this.items.each((item) => {
            if (item instanceof ItemGroup) item.forEachItem(visit);
            else visit(item, this);
        });
    }

    /** Visits every folder, however deep, the inner ones first. */
    forEachItemGroup(visit) {
        this.items.each((item) => {
            if (!(item instanceof ItemGroup)) return;
            item.forEachItemGroup(visit);
            visit(item, this);
        });
    }

    /** The first request or folder with that name or id. */
    oneDeep(name) {
        if (typeof name !== "string") return undefined;
        for (const item of this.items.members) {
            if (item.id === name || item.name === name) return item;
            const found = item instanceof ItemGroup ? item.oneDeep(name) : undefined;
            if (found !== undefined) return found;
        }
        return undefined;
    }

    authorizeRequestsUsing(type, parameters) {
        Request.prototype.authorizeUsing.call(this, type, parameters);
    }
    static isItemGroup(value) { return value instanceof ItemGroup; }
}
