// What old scripts use of Sugar.js on the built-in types: `responseBody.has("x")`, `list.average()`. The
// names are there from the start; what they mean is evaluated when one is first touched.

import { define, defineProperty, hasOwn } from "./primordials.js";
import { part } from "./require.js";

const dateUnits = "Milliseconds Seconds Minutes Hours Days Weeks Months Years";
const lower = (text) => text.split(" ").map((name) => name[0].toLowerCase() + name.slice(1));
const units = lower(dateUnits);

const names = {
    string: "add assign camelize capitalize chars codes compact count dasherize decodeBase64 each encodeBase64 escapeHTML "
        + "escapeRegExp escapeURL first from has hankaku insert isBlank last lines pad padLeft padRight paragraphs remove reverse "
        + "shift spacify stripTags removeTags titleize to toNumber truncate underscore unescapeHTML unescapeURL words",
    array: "add all any average clone compact count each exclude findAll first flatten from groupBy inGroups inGroupsOf include "
        + "insert intersect isEmpty last least max min most none randomize remove removeAt sample sortBy subtract sum to "
        + "union unique zip",
    number: "abbr abs bytes cap ceil chr clamp downto duration floor format hex isEven isMultipleOf isOdd metric ordinalize pad "
        + `pow round sqrt times upto ${units.join(" ")} `
        + units.flatMap((unit) => ["After", "Ago", "Before", "FromNow"].map((end) => unit + end)).join(" "),
    date: "advance beginningOfDay beginningOfMonth beginningOfWeek beginningOfYear clone daysInMonth endOfDay endOfMonth "
        + "endOfWeek endOfYear format full getISOWeek getWeekday is isAfter isBefore isBetween isFriday isFuture isLeapYear isMonday "
        + "isPast isSaturday isSunday isThursday isToday isTomorrow isTuesday isValid isWednesday isWeekday isWeekend "
        + "isYesterday iso long medium relative rewind set short "
        + dateUnits.split(" ").map((unit) => `add${unit}`).join(" ") + " "
        + units.flatMap((unit) => ["Ago", "FromNow", "Since", "Until"].map((end) => unit + end)).join(" "),
    function: "after debounce delay fill memoize once throttle",
    regexp: "addFlag getFlags removeFlag setFlags",
};

const statics = {
    Date: "create past future",
    Object: "all any average clone count each equal extended find findAll fromQueryString has isArray isBoolean isDate "
        + "isEmpty isFunction isNumber isObject isRegExp isString map max merge min none reject select size sum tap "
        + "toQueryString",
    Number: "random",
    RegExp: "escape",
};

/** Defines a member that is made when it is first read; assigning to it does what it always does. */
function defineMember(target, name, make) {
    if (hasOwn(target, name)) return;
    defineProperty(target, name, {
        configurable: true,
        enumerable: false,
        get() {
            const value = make();
            define(target, name, value);
            return value;
        },
        set(value) {
            if (this === target) define(target, name, value);
            else defineProperty(this, name, { value, writable: true, configurable: true, enumerable: true });
        },
    });
}

export function installSugar() {
    const prototypes = { string: String, array: Array, number: Number, date: Date, function: Function, regexp: RegExp };
    for (const type in names) {
        const target = prototypes[type].prototype;
        for (const name of names[type].split(" ")) defineMember(target, name, () => part("sugar")[type][name]);
    }
    for (const type in statics) {
        for (const name of statics[type].split(" ")) defineMember(globalThis[type], name, () => part("sugar").statics[type][name]);
    }
}
