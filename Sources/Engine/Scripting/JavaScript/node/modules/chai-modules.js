// The modules of chai that most scripts do not use; each is loaded when a script first does.

import { defineProperty } from "../../core/primordials.js";
import { provideModule } from "./require.js";

/** What prints values in messages. */
function makeLoupe(load) {
    let loupe;
    return {
        inspect(value, options) {
            loupe ??= load("chai/loupe");
            return loupe.inspect(value, options);
        },
    };
}

/** The plug-in of chai that adds `assert` to it, which is made when it is first read. */
const makeAssert = (load) => (chai, util) => {
    let assert;
    defineProperty(chai, "assert", {
        __proto__: null,
        configurable: true,
        enumerable: true,
        get() {
            // Sets it, as any plug-in does.
            if (assert === undefined) load("chai/assert")(chai, util);
            return assert;
        },
        set(value) { assert = value; },
    });
};

provideModule("chai", "loupe", makeLoupe);
provideModule("chai", "./chai/interface/assert", makeAssert);
