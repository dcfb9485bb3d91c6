// What the members that sugar.js names do, after version 1.4 of Sugar. Methods use what they are called on
// as `this`.

import { array } from "./arrays.js";
import { create, date } from "./dates.js";
import { regexp, string } from "./strings.js";
import { functions, number } from "./numbers.js";
import { objects } from "./objects.js";

const escape = (text) => String(text).replace(/[\\/'*+?|()[\]{}.^$-]/g, "\\$&");

const statics = {
    Date: {
        create,
        past: (given) => create(given, -1),
        future: (given) => create(given, 1),
    },
    Object: objects,
    Number: { random: (from = 0, to = 1) => Math.floor(Math.random() * (Math.max(from, to) - Math.min(from, to) + 1)) + Math.min(from, to) },
    RegExp: { escape },
};

export { array, date, functions as function, number, regexp, statics, string };
