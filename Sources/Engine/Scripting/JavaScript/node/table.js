// console.table: the rows of a list, or the members of an object, in a box.

import { isObject } from "../core/primordials.js";
import { inspect } from "./console/inspect.js";

/** How wide a text is on a terminal: East Asian wide characters and emoji take two places. */
function widthOf(text) {
    let width = 0;
    for (const character of text) {
        width +=
            /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\u{1f300}-\u{1faff}]/u
                .test(character)
            ? 2
            : 1;
    }
    return width;
}

const show = (value) => inspect(value, 0, isObject(value) ? 0 : 1);

/** Rows as pairs of an index and a value, under the heading of the index. */
function rowsOf(data) {
    if (data instanceof Map)
        return [
            "(iteration index)",
            [...data].map(([key, value], index) => [index, { Key: key, Values: value }])
        ];
    if (data instanceof Set)
        return ["(iteration index)", [...data].map((value, index) => [index, value])];
    return ["(index)", Object.keys(data).map((key) => [key, data[key]])];
}

export function table(data, columns) {
    const [heading, rows] = rowsOf(data);
    const names = [];
    let hasValues = false;
    for (const [, row] of rows) {
        if (!isObject(row) || typeof row === "function") hasValues = true;
        else
            for (const name of columns ?? Object.keys(row))
                if (!names.includes(name)) names.push(name);
    }
    const head = [heading, ...names, ...hasValues ? ["Values"] : []];
    const cells = rows.map(([index, row]) => {
        const isRow = isObject(row) && typeof row !== "function";
        const values =
            names.map((name) => (isRow && Object.hasOwn(row, name) ? show(row[name]) : ""));
        return [`${index}`, ...values, ...hasValues ? [isRow ? "" : show(row)] : []];
    });
    return draw(head, cells);
}

function draw(head, cells) {
    const widths = head.map(
        (_, column) => Math.max(...[head, ...cells].map((row) => widthOf(row[column]) + 2)));
    const line = (left, middle, right) =>
        left + widths.map((width) => "─".repeat(width)).join(middle) + right;
    const row = (values) =>
        `│${values.map((value, column) => center(value, widths[column])).join("│")}│`;
    return [
        line("┌", "┬", "┐"), row(head), line("├", "┼", "┤"), ...cells.map(row), line("└", "┴", "┘")
    ].join("\n");
}

function center(text, width) {
    const room = width - widthOf(text);
    const left = Math.floor(room / 2);
    return " ".repeat(left) + text + " ".repeat(room - left);
}
