// Finds the names that no assertion has: a misspelled assertion asserts nothing, and would pass.
//
// Chai puts a proxy around each assertion for that, and makes one for each word of a sentence. The
// engine calls a proxy for each member that is read, which is most of what an assertion costs. So
// here one proxy is behind the prototype of all assertions: the engine asks it for those names that
// nothing before it has, and it lets chai say what is wrong with them.

import { hasOwn } from "../core/primordials.js";

/**
 * Makes the words that are methods as well, as `a` in `to.be.a("string")`, in fewer steps.
 *
 * Chai makes a function for each use, with the assertion as its prototype, and the engine is slow
 * with functions whose prototypes differ. Here the next word is read from the assertion by a proxy
 * of one function.
 */
function simplifyWords({ Assertion: { prototype }, util }) {
    const methods = {};
    Object.keys(prototype.__methods).forEach((word) => {
        const behavior = prototype.__methods[word];
        util.addMethod(methods, word, function run(...given) {
            return behavior.method.apply(this, given);
        });
        const method = methods[word];
        Object.defineProperty(prototype, word, { configurable: true, get() {
            behavior.chainingBehavior.call(this);
            return new Proxy(method, { get: (_method, name) => {
                if (name === "length") return util.addLengthGuard(() => {}, word, true).length;
                const isOwn = name === "call" || name === "apply" || hasOwn(method, name);
                return isOwn ? method[name] : this[name];
            } });
        } });
    });
}

/** Has chai make no proxies for assertions, and finds the names in their place. */
export function guardNames(chai) {
    const { Assertion, config, util } = chai;
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
    const isChecked = (name) =>
        isGuarded && typeof name === "string" && !config.proxyExcludedKeys.includes(name);
    const guard = new Proxy({}, { get(target, name, assertion) {
        if (config.useProxy || name in target || !isChecked(name))
            return Reflect.get(target, name, assertion);
        return asConfigured(() => util.proxify(assertion)[name]);
    } });
    // Each assertion looks for its flags before it has any.
    Object.defineProperty(Assertion.prototype, "__flags", { value: undefined, writable: true });
    Object.setPrototypeOf(Assertion.prototype, guard);
    config.useProxy = false;
    simplifyWords(chai);
    // Methods keep their own proxies: `expect(1).to.equal.foo` is wrong as well.
    const { addMethod, overwriteMethod } = util;
    util.addMethod = (...given) => asConfigured(() => addMethod.apply(util, given));
    util.overwriteMethod = (...given) => asConfigured(() => overwriteMethod.apply(util, given));
    chai.config = new Proxy(config, {
        get: (target, name) => (name === "useProxy" ? isGuarded : target[name]),
        set(target, name, value) {
            if (name === "useProxy") isGuarded = value;
            else target[name] = value;
            return true;
        },
    });
}
