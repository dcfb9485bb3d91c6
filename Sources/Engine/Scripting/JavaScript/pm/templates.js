// What pm.visualizer's templates are written in; evaluated when a report shows what they make.

const { default: Handlebars } = require("handlebars/dist/cjs/handlebars");

/** The HTML of a template and its data, or undefined and why there is none. */
export function render(template, json, options) {
    try {
        return [Handlebars.compile(template, options)(JSON.parse(json))];
    } catch (error) {
        return [undefined, `${error?.message ?? error}`];
    }
}
