// Finds the names that no assertion has: a misspelled assertion asserts nothing, and would pass.
//
// Chai puts a proxy around each assertion for that, and makes one for each word of a sentence. The
// engine calls a proxy for each member that is read, which is most of what an assertion costs. So
// here one proxy is behind the prototype of all assertions: the engine asks it for those names that
// nothing before it has, and it lets chai say what is wrong with them.

import { apply, defineProperty, hasOwn, keys, setPrototypeOf } from "../core/primordials.js";

/** How the members of a word are read: from the assertion before it, and some from the method. */
class WordHandler {
    constructor(assertion, length) {
        this.assertion = assertion;
        this.length = length;
    }

    get(method, name) {
        if (name === "length") return this.length();
        const isOwn = name === "call" || name === "apply" || hasOwn(method, name);
        return isOwn ? method[name] : this.assertion[name];
    }

    has(method, name) { return name in method || name in this.assertion; }

    getPrototypeOf() { return this.assertion; }
}

/**
 * Makes the words that are methods as well, as `a` in `to.be.a("string")`, in fewer steps.
 *
 * Chai makes a function for each use, with the assertion as its prototype, and the engine is slow
 * with functions whose prototypes differ. Here the next word is read from the assertion by a proxy
 * of one function.
 */
function simplifyWords({ Assertion: { prototype }, util }) {
    const methods = {};
    keys(prototype.__methods).forEach((word) => {
        const behavior = prototype.__methods[word];
        util.addMethod(methods, word, function run(...given) {
            return behavior.method.apply(this, given);
        });
        const method = methods[word];
        const length = () => util.addLengthGuard(() => {}, word, true).length;
        defineProperty(prototype, word, { __proto__: null, configurable: true, get() {
            behavior.chainingBehavior.call(this);
            return new Proxy(method, new WordHandler(this, length));
        } });
    });
}

/**
 * Lets the functions of plug-ins that work out a property read any name of `this`: chai gives them
 * the assertion without its proxy.
 */
class Leniency {
    /** The assertion whose names are not checked now. */
    assertion;

    /** The function, which may read any name of the assertion that it is called for. */
    around(run) {
        if (typeof run !== "function") return run;
        const leniency = this;
        return function lenient(...given) {
            const outer = leniency.assertion;
            leniency.assertion = this;
            try {
                return apply(run, this, given);
            } finally {
                leniency.assertion = outer;
            }
        };
    }

    /** Applies it to what the plug-ins add from now on. */
    install(util) {
        const {
            addChainableMethod, addProperty, overwriteChainableMethod, overwriteProperty,
        } = util;
        const aroundNext = (make) => (inherited) => this.around(make(inherited));
        util.addProperty = (context, name, getter) =>
            addProperty(context, name, this.around(getter));
        util.overwriteProperty = (context, name, getter) =>
            overwriteProperty(context, name, aroundNext(getter));
        util.addChainableMethod = (context, name, method, chaining) =>
            addChainableMethod(context, name, method, this.around(chaining));
        util.overwriteChainableMethod = (context, name, method, chaining) =>
            overwriteChainableMethod(context, name, method, aroundNext(chaining));
    }
}

/** Has chai make no proxies for assertions, and finds the names in their place. */
export function guardNames(chai) {
    const { Assertion, config, util } = chai;
    const { addMethod, overwriteMethod, proxify } = util;
    const leniency = new Leniency();
    let isGuarded = config.useProxy;
    /** Does something with the option that scripts have set. */
    const asConfigured = (action) => {
        config.useProxy = isGuarded;
        try {
            return action();
        } finally {
            config.useProxy = false;
        }
    };
    const isChecked = (name, assertion) =>
        isGuarded && typeof name === "string" && assertion !== leniency.assertion
        // An object without flags is not an assertion yet, and scripts ask the prototype for names.
        && assertion.__flags !== undefined && assertion !== Assertion.prototype
        && !config.proxyExcludedKeys.includes(name);
    const guard = new Proxy({}, { __proto__: null, get(target, name, assertion) {
        if (config.useProxy || name in target || !isChecked(name, assertion))
            return Reflect.get(target, name, assertion);
        return asConfigured(() => proxify(assertion)[name]);
    } });
    // Each assertion looks for its flags before it has any.
    defineProperty(
        Assertion.prototype, "__flags", { __proto__: null, value: undefined, writable: true });
    setPrototypeOf(Assertion.prototype, guard);
    config.useProxy = false;
    simplifyWords(chai);
    // Methods keep their own proxies: `expect(1).to.equal.foo` is wrong as well.
    util.addMethod = (...given) => asConfigured(() => addMethod.apply(util, given));
    util.overwriteMethod = (...given) => asConfigured(() => overwriteMethod.apply(util, given));
    util.isProxyEnabled = () => isGuarded;
    util.proxify = (object, method) =>
        object instanceof Assertion ? object : asConfigured(() => proxify(object, method));
    leniency.install(util);
    chai.config = new Proxy(config, {
        __proto__: null,
        get: (target, name) => (name === "useProxy" ? isGuarded : target[name]),
        set(target, name, value) {
            if (name === "useProxy") isGuarded = value;
            else target[name] = value;
            return true;
        },
    });
}
