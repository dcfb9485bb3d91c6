// What the members of Sugar.js do, after its version 1.4. Methods use what they are called on
// as `this`.

import { array } from "./arrays.js";
import { create, date } from "./dates.js";
import { functions, number } from "./numbers.js";
import { objects } from "./objects.js";
import { regexp, string } from "./strings.js";

/** What the constructors have. */
const dates = {
    create,
    past: (given) => create(given, -1),
    future: (given) => create(given, 1),
};

const numbers = {
    random(from = 0, to = 1) {
        const low = Math.min(from, to);
        return Math.floor(Math.random() * (Math.max(from, to) - low + 1)) + low;
    },
};

const patterns = { escape: (text) => String(text).replace(/[\\/'*+?|()[\]{}.^$-]/g, "\\$&") };

export const members = {
    array, date, Date: dates, function: functions, number, Number: numbers, Object: objects,
    RegExp: patterns, regexp,
    string,
};
