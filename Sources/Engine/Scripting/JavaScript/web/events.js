// Event, CustomEvent and EventTarget of the DOM Standard, without a tree: an event reaches its
// target alone.

import { current } from "../core/script.js";
import { isObject, showMembers } from "../core/primordials.js";
import { missing, wrongType } from "../node/arguments.js";
import { DOMException } from "./dom-exception.js";

/** What an event's target sets while it is dispatched. */
const states = new WeakMap();

export class Event {
    static get NONE() { return 0; }
    static get CAPTURING_PHASE() { return 1; }
    static get AT_TARGET() { return 2; }
    static get BUBBLING_PHASE() { return 3; }

    #type;
    #options;
    #timeStamp = Date.now();

    constructor(type, options = {}) {
        if (arguments.length === 0) throw missing("type");
        this.#type = String(type);
        this.#options = options ?? {};
        states.set(
            this, { target: null, isDispatched: false, isStopped: false, isCanceled: false });
    }

    get type() { return this.#type; }
    get bubbles() { return Boolean(this.#options.bubbles); }
    get cancelable() { return Boolean(this.#options.cancelable); }
    get composed() { return Boolean(this.#options.composed); }
    get timeStamp() { return this.#timeStamp; }
    get isTrusted() { return false; }
    get target() { return states.get(this).target; }
    get srcElement() { return this.target; }
    get currentTarget() { return states.get(this).isDispatched ? this.target : null; }
    get eventPhase() { return states.get(this).isDispatched ? Event.AT_TARGET : Event.NONE; }
    get defaultPrevented() { return states.get(this).isCanceled; }
    get returnValue() { return !this.defaultPrevented; }
    composedPath() { return states.get(this).isDispatched ? [this.target] : []; }
    preventDefault() {
        if (this.cancelable && !states.get(this).isPassive) states.get(this).isCanceled = true;
    }
    stopPropagation() { states.get(this).isContained = true; }
    stopImmediatePropagation() {
        this.stopPropagation();
        states.get(this).isStopped = true;
    }

    get cancelBubble() { return Boolean(states.get(this).isContained); }
    set cancelBubble(value) { if (value) this.stopPropagation(); }

    initEvent(type, bubbles = false, cancelable = false) {
        if (states.get(this).isDispatched) return;
        this.#type = String(type);
        this.#options = { ...this.#options, bubbles, cancelable };
    }

    get [Symbol.toStringTag]() { return "Event"; }
}

export class CustomEvent extends Event {
    #detail;

    constructor(type, options = {}) {
        if (arguments.length === 0) throw missing("type");
        super(type, options);
        this.#detail = options?.detail ?? null;
    }

    get detail() { return this.#detail; }
    get [Symbol.toStringTag]() { return "CustomEvent"; }
}

showMembers(Event, "type", "defaultPrevented", "cancelable", "timeStamp");

export class EventTarget {
    #listeners = [];

    addEventListener(type, callback, options = {}) {
        if (arguments.length < 2) throw missing("type", "listener");
        if (callback === null || callback === undefined) return;
        if (!isObject(callback))
            throw wrongType('"listener" argument', "an instance of EventListener", callback);
        const { capture = false, once = false, passive = false, signal } =
            typeof options === "boolean" ? { capture: options } : options;
        if (signal?.aborted) return;
        const name = String(type);
        if (this.#find(name, callback, capture) !== undefined) return;
        this.#listeners.push({ type: name, callback, capture: Boolean(capture), once, passive });
        signal?.addEventListener(
            "abort", () => this.removeEventListener(name, callback, { capture }));
    }

    removeEventListener(type, callback, options = {}) {
        const capture = typeof options === "boolean" ? options : options?.capture ?? false;
        const listener = this.#find(String(type), callback, capture);
        if (listener !== undefined) this.#remove(listener);
    }

    dispatchEvent(event) {
        if (!(event instanceof Event))
            throw wrongType('"event" argument', "an instance of Event", event);
        const state = states.get(event);
        if (state.isDispatched)
            throw new DOMException("The event is already being dispatched", "InvalidStateError");
        Object.assign(state, { target: this, isDispatched: true, isStopped: false });
        for (const listener of this.#listeners.filter(({ type }) => type === event.type)) {
            if (state.isStopped) break;
            // A listener may have removed it.
            if (!this.#listeners.includes(listener)) continue;
            if (listener.once) this.#remove(listener);
            state.isPassive = listener.passive;
            this.#call(listener.callback, event);
        }
        Object.assign(state, { isDispatched: false, isPassive: false });
        return !event.defaultPrevented;
    }

    /** Whether somebody listens to a type of event. */
    static isHeard(target, type) {
        return target.#listeners.some((listener) => listener.type === type);
    }

    /** What a listener throws is the script's error; the other listeners are still called. */
    #call(callback, event) {
        current().runCallback(
            () =>
                (typeof callback === "function"
                    ? callback.call(this, event)
                    : callback.handleEvent(event)),
            []);
    }

    #find(type, callback, capture) {
        return this.#listeners.find(
            (listener) => listener.type === type && listener.callback === callback
                && listener.capture === Boolean(capture));
    }

    #remove(listener) { this.#listeners = this.#listeners.filter((other) => other !== listener); }
    get [Symbol.toStringTag]() { return "EventTarget"; }
}

/** Defines `onTYPE`: a listener that an assignment puts in place. */
export function defineHandler(target, type) {
    const handlers = new WeakMap();
    Object.defineProperty(target, `on${type}`, {
        configurable: true,
        enumerable: true,
        get() { return handlers.get(this)?.given ?? null; },
        set(given) {
            this.removeEventListener(type, handlers.get(this)?.callback);
            handlers.delete(this);
            if (typeof given !== "function") return;
            const callback = (event) => given.call(this, event);
            handlers.set(this, { given, callback });
            this.addEventListener(type, callback);
        },
    });
}
