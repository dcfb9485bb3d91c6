// pm.visualizer: a template and data for the reports that can show them.

import { ScriptError } from "../core/error-stacks.js";
import { native } from "../core/native.js";
import { stringifyJSON } from "../core/primordials.js";
import { render } from "./templates.js";

/** Throws Postman's error for an argument that is not what it must be. */
function refuse(name, expected, value) {
    const subject = name[0].toUpperCase() + name.slice(1);
    throw new ScriptError(`Invalid ${name}. ${subject} must be ${expected}, found ${typeof value}`);
}

export const visualizer = {
    set(template, data, options) {
        if (typeof template !== "string") refuse("template", "of type string", template);
        if (data && typeof data !== "object") refuse("data", "an object", data);
        if (options && typeof options !== "object") refuse("options", "an object", options);
        const json = stringifyJSON(data || {}) ?? "null";
        const shown = native.showable(template);
        if (shown === undefined) native.visualize(template, json);
        else native.visualize(template, json, ...render(shown, native.showable(json), options));
    },
    clear() { native.visualize(undefined); },
};
