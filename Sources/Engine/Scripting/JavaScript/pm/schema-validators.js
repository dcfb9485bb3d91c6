// The validators of JSON schemas. Making one and compiling its schema takes the engine several
// milliseconds, and the schema of a request is the same in each iteration.

import { NativeMap, stringifyJSON } from "../core/primordials.js";
import { require } from "../node/modules/require.js";

/** How many are kept; a script may make a new schema in each iteration. */
const limit = 100;

/** Those without options of their own, by the text of their schema. */
const known = new NativeMap();

function make(options) {
    const Ajv = require("ajv");
    return new Ajv({ allErrors: true, logger: false, ...options });
}

/** A validator that was given no schema but this one, whose `$id` may be that of another. */
export function validatorOf(schema, options) {
    if (options !== undefined) return make(options);
    const text = stringifyJSON(schema);
    const found = known.get(text);
    if (found !== undefined) return found;
    const validator = make();
    if (known.size === limit) known.clear();
    known.set(text, validator);
    return validator;
}
