// pm.visualizer: a template and data for the reports that can show them.

import { native } from "../core/native.js";
import { NativeTypeError, stringifyJSON } from "../core/primordials.js";
import { render } from "./templates.js";

function check(name, value, type, isRight) {
    if (isRight) return;
    const found = value === null ? "null" : typeof value;
    throw new NativeTypeError(`Invalid ${name}. ${name[0].toUpperCase()}${name.slice(1)} must be of type ${type}, found ${found}`);
}

export const visualizer = {
    set(template, data, options) {
        check("template", template, "string", typeof template === "string");
        check("options", options, "object",
            options === undefined || (typeof options === "object" && options !== null));
        const json = stringifyJSON(data === undefined ? {} : data) ?? "null";
        const shown = native.showable(template);
        if (shown === undefined) native.visualize(template, json);
        else native.visualize(template, json, ...render(shown, native.showable(json), options));
    },
    clear() { native.visualize(undefined); },
};
