// What old scripts use of Sugar.js on the built-in types: `responseBody.has("x")`, `list.average()`. A name
// is put in place when a script is about to run that has it; what it means is evaluated on first use.

import { define, defineProperty, hasOwn, indexOf, split, tryToDefine } from "./primordials.js";
import { part } from "./require.js";

const names = {
    __proto__: null,
    string: "add assign camelize capitalize chars codes compact count dasherize decodeBase64 each encodeBase64 escapeHTML "
        + "escapeRegExp escapeURL first from has hankaku insert isBlank last lines pad padLeft padRight paragraphs remove reverse "
        + "shift spacify stripTags removeTags titleize to toNumber truncate underscore unescapeHTML unescapeURL words",
    array: "add all any average clone compact count each exclude findAll first flatten from groupBy inGroups inGroupsOf include "
        + "insert intersect isEmpty last least max min most none randomize remove removeAt sample sortBy subtract sum to "
        + "union unique zip",
    number: "abbr abs bytes cap ceil chr clamp downto duration floor format hex isEven isMultipleOf isOdd metric "
        + "ordinalize pad pow round sqrt times upto milliseconds seconds minutes hours days weeks months years "
        + "millisecondsAfter millisecondsAgo millisecondsBefore millisecondsFromNow secondsAfter secondsAgo "
        + "secondsBefore secondsFromNow minutesAfter minutesAgo minutesBefore minutesFromNow hoursAfter "
        + "hoursAgo hoursBefore hoursFromNow daysAfter daysAgo daysBefore daysFromNow weeksAfter weeksAgo "
        + "weeksBefore weeksFromNow monthsAfter monthsAgo monthsBefore monthsFromNow yearsAfter yearsAgo "
        + "yearsBefore yearsFromNow",
    date: "advance beginningOfDay beginningOfMonth beginningOfWeek beginningOfYear clone daysInMonth endOfDay "
        + "endOfMonth endOfWeek endOfYear format full getISOWeek getWeekday is isAfter isBefore isBetween "
        + "isFriday isFuture isLeapYear isMonday isPast isSaturday isSunday isThursday isToday isTomorrow "
        + "isTuesday isValid isWednesday isWeekday isWeekend isYesterday iso long medium relative rewind set "
        + "short addMilliseconds addSeconds addMinutes addHours addDays addWeeks addMonths addYears "
        + "millisecondsAgo millisecondsFromNow millisecondsSince millisecondsUntil secondsAgo secondsFromNow "
        + "secondsSince secondsUntil minutesAgo minutesFromNow minutesSince minutesUntil hoursAgo hoursFromNow "
        + "hoursSince hoursUntil daysAgo daysFromNow daysSince daysUntil weeksAgo weeksFromNow weeksSince "
        + "weeksUntil monthsAgo monthsFromNow monthsSince monthsUntil yearsAgo yearsFromNow yearsSince "
        + "yearsUntil",
    function: "after debounce delay fill memoize once throttle",
    regexp: "addFlag getFlags removeFlag setFlags",
};

const statics = {
    __proto__: null,
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
    tryToDefine(target, name, {
        __proto__: null,
        configurable: true,
        enumerable: false,
        get() {
            const value = make();
            define(target, name, value);
            return value;
        },
        set(value) {
            if (this === target) define(target, name, value);
            else defineProperty(this, name, { __proto__: null, value, writable: true, configurable: true, enumerable: true });
        },
    });
}

const constructors = { Date, Number, Object, RegExp };
const prototypes = { string: String, array: Array, number: Number, date: Date, function: Function, regexp: RegExp };

/** Defines the members of one type that are wanted: some names, or all where there is no list. */
function install(target, all, wanted, make) {
    const list = wanted ?? split(all, " ");
    const text = ` ${all} `;
    for (let i = 0; i < list.length; i++) {
        const name = list[i];
        if (indexOf(text, ` ${name} `) >= 0) defineMember(target, name, () => make()[name]);
    }
}

/** Puts in place the members that a script or a module names; its one argument is undefined where that may be any. */
export function useSugar(...named) {
    const wanted = named.length === 1 && named[0] === undefined ? undefined : named;
    for (const type in names) install(prototypes[type].prototype, names[type], wanted, () => part("sugar")[type]);
    for (const type in statics) install(constructors[type], statics[type], wanted, () => part("sugar").statics[type]);
}
