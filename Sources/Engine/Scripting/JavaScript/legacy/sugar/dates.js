// Sugar's methods of dates, in the run's time zone, and `Date.create`, which reads English.

export const unitLength = {
    milliseconds: 1, seconds: 1000, minutes: 60000, hours: 3600000, days: 86400000,
    weeks: 604800000, months: 2629746000,
    years: 31556952000,
};
export const unitNames = Object.keys(unitLength);

const weekdays = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];
const months = [
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December"
];

/** Which setter a unit is added by, and how many of its steps the unit has. */
const steps = {
    milliseconds: ["Milliseconds", 1], seconds: ["Seconds", 1], minutes: ["Minutes", 1],
    hours: ["Hours", 1], days: ["Date", 1],
    weeks: ["Date", 7], months: ["Month", 1], years: ["FullYear", 1],
};

/** A later, or earlier, date; months keep to their last day. */
export function add(date, unit, count) {
    const [part, size] = steps[unit];
    const day = date.getDate();
    date[`set${part}`](date[`get${part}`]() + count * size);
    if ((unit === "months" || unit === "years") && date.getDate() !== day) date.setDate(0);
    return date;
}

const plural = (unit) => (unit.endsWith("s") ? unit : `${unit}s`);
const startOfDay = (date) => new Date(date.getFullYear(), date.getMonth(), date.getDate());
const indexIn = (names, word) =>
    names.findIndex((name) => word.length >= 3 && name.toLowerCase().startsWith(word));

/** Moves by what `next week`, `last friday` and the like say. */
function relative(direction, word) {
    const offset = { next: 1, last: -1, this: 0 }[direction];
    const weekday = indexIn(weekdays, word);
    if (weekday < 0) return add(new Date(), plural(word), offset);
    const today = startOfDay(new Date());
    return add(today, "days", weekday - today.getDay() + offset * 7);
}

function parse(text) {
    const words = text.trim().toLowerCase();
    const days = { today: 0, yesterday: -1, tomorrow: 1 };
    if (words === "now") return new Date();
    if (Object.hasOwn(days, words)) return add(startOfDay(new Date()), "days", days[words]);
    const shift =
        /^(next|last|this) (millisecond|second|minute|hour|day|week|month|year|[a-z]+day)$/.exec(
            words);
    if (shift !== null) return relative(shift[1], shift[2]);
    const ago =
        /^(?:in )?(an?|\d+) (millisecond|second|minute|hour|day|week|month|year)s?(?: (ago|from now|later))?$/
            .exec(words);
    if (ago !== null)
        return add(
            new Date(), plural(ago[2]),
            (ago[1].startsWith("a") ? 1 : +ago[1]) * (ago[3] === "ago" ? -1 : 1));
    const year = /^(\d{4})(?:-(\d\d))?(?:-(\d\d))?$/.exec(words);
    if (year !== null) return new Date(+year[1], (year[2] ?? 1) - 1, +(year[3] ?? 1));
    const [month, weekday] = [indexIn(months, words), indexIn(weekdays, words)];
    if (month >= 0) return new Date(new Date().getFullYear(), month, 1);
    return weekday >= 0 ? relative("this", words) : new Date(text);
}

/** A date from a number, a date, parts, or words. */
export function create(given) {
    if (given === undefined) return new Date();
    if (typeof given === "string") return parse(given);
    if (typeof given === "object" && given !== null && !(given instanceof Date))
        return set(startOfDay(new Date()), given);
    return new Date(given);
}

const parts = {
    year: "FullYear",
    month: "Month",
    day: "Date",
    date: "Date",
    hour: "Hours",
    minute: "Minutes",
    second: "Seconds",
    millisecond: "Milliseconds"
};

function set(date, given) {
    for (const name of Object.keys(given)) {
        const part = parts[name.replace(/s$/, "")];
        if (part !== undefined) date[`set${part}`](given[name]);
    }
    return date;
}

const two = (value) => String(value).padStart(2, "0");

const hour12 = (date) => date.getHours() % 12 || 12;

/** Token of a format → its text. */
const tokens = {
    yyyy: (date) => date.getFullYear(),
    yy: (date) => two(date.getFullYear() % 100),
    year: (date) => date.getFullYear(),
    Month: (date) => months[date.getMonth()],
    Mon: (date) => months[date.getMonth()].slice(0, 3),
    month: (date) => months[date.getMonth()].toLowerCase(),
    mon: (date) => months[date.getMonth()].slice(0, 3).toLowerCase(),
    MM: (date) => two(date.getMonth() + 1),
    M: (date) => date.getMonth() + 1,
    Weekday: (date) => weekdays[date.getDay()],
    weekday: (date) => weekdays[date.getDay()].toLowerCase(),
    Dow: (date) => weekdays[date.getDay()].slice(0, 3),
    dow: (date) => weekdays[date.getDay()].slice(0, 3).toLowerCase(),
    do: (date) => weekdays[date.getDay()].slice(0, 2).toLowerCase(),
    dd: (date) => two(date.getDate()),
    d: (date) => date.getDate(),
    date: (date) => date.getDate(),
    day: (date) => date.getDate(),
    ord: (date) => Number.prototype.ordinalize.call(date.getDate()),
    HH: (date) => two(date.getHours()),
    H: (date) => date.getHours(),
    "24hr": (date) => two(date.getHours()),
    hh: (date) => two(hour12(date)),
    h: (date) => hour12(date),
    hours: (date) => date.getHours(),
    "12hr": (date) => hour12(date),
    mm: (date) => two(date.getMinutes()),
    m: (date) => date.getMinutes(),
    minutes: (date) => date.getMinutes(),
    ss: (date) => two(date.getSeconds()),
    s: (date) => date.getSeconds(),
    seconds: (date) => date.getSeconds(),
    fff: (date) => String(date.getMilliseconds()).padStart(3, "0"),
    f: (date) => date.getMilliseconds(),
    ms: (date) => date.getMilliseconds(),
    milliseconds: (date) => date.getMilliseconds(),
    TT: (date) => (date.getHours() < 12 ? "AM" : "PM"),
    Tt: (date) => (date.getHours() < 12 ? "Am" : "Pm"),
    tt: (date) => (date.getHours() < 12 ? "am" : "pm"),
    t: (date) => (date.getHours() < 12 ? "a" : "p"),
    tz: (date) => offset(date, ""),
    isotz: (date) => offset(date, ":"),
    timezone: (date) => offset(date, ""),
};

function offset(date, mark) {
    const minutes = -date.getTimezoneOffset();
    return (minutes < 0 ? "-" : "+") + two(Math.floor(Math.abs(minutes) / 60)) + mark
        + two(Math.abs(minutes) % 60);
}

const formats = {
    short: "{d} {Month} {yyyy}", medium: "{Month} {d}, {yyyy}",
    long: "{Month} {d}, {yyyy} {h}:{mm}{tt}",
    full: "{Weekday} {Month} {d}, {yyyy} {h}:{mm}:{ss}{tt}",
};

function format(date, pattern = formats.long) {
    if (Number.isNaN(+date)) return "Invalid Date";
    return (formats[pattern] ?? String(pattern))
        .replace(
            /\{(\w+)\}/g,
            (whole, name) => (Object.hasOwn(tokens, name) ? tokens[name](date) : whole));
}

/** Whether a date lies in the day, month or moment that words name. */
function is(date, what) {
    const word = typeof what === "string" ? what.toLowerCase() : "";
    const simple = {
        future: () => date > new Date(),
        past: () => date < new Date(),
        weekday: () => date.getDay() % 6 !== 0,
        weekend: () => date.getDay() % 6 === 0
    };
    if (Object.hasOwn(simple, word)) return simple[word]();
    if (weekdays.some((name) => name.toLowerCase() === word))
        return weekdays[date.getDay()].toLowerCase() === word;
    if (months.some((name) => name.toLowerCase() === word))
        return months[date.getMonth()].toLowerCase() === word;
    if (["today", "yesterday", "tomorrow"].includes(word))
        return +startOfDay(date) === +create(word);
    return +date === +create(what);
}

const isoWeek = (date) => {
    const thursday = add(startOfDay(date), "days", 4 - (date.getDay() || 7));
    return Math.floor(
               (+thursday - +new Date(thursday.getFullYear(), 0, 1)) / unitLength.days / 7 + 1e-6)
        + 1;
};

/** How long ago, or until, in words. */
function ago(date) {
    const difference = date - new Date();
    const unit = [...unitNames].reverse().find((name) => Math.abs(difference) >= unitLength[name])
        ?? "milliseconds";
    const count = Math.floor(Math.abs(difference) / unitLength[unit]);
    return `${count} ${count === 1 ? unit.slice(0, -1) : unit} ${
        difference < 0 ? "ago" : "from now"}`;
}

function moveBy(date, given, sign) {
    for (const unit of Object.keys(given)) add(date, plural(unit), sign * given[unit]);
    return date;
}

const begin = {
    Day: startOfDay,
    Week: (date) => add(startOfDay(date), "days", -date.getDay()),
    Month: (date) => new Date(date.getFullYear(), date.getMonth(), 1),
    Year: (date) => new Date(date.getFullYear(), 0, 1),
};

const shift = (date, given, count, sign) => (
    typeof given === "object" ? moveBy(date, given, sign) : add(date, plural(count), sign * given));

export const date = {
    advance(given, unit = "milliseconds") { return shift(this, given, unit, 1); },
    rewind(given, unit = "milliseconds") { return shift(this, given, unit, -1); },
    set(given) { return set(this, given); },
    clone() { return new Date(+this); },
    daysInMonth() { return new Date(this.getFullYear(), this.getMonth() + 1, 0).getDate(); },
    format(pattern) { return format(this, pattern); },
    getISOWeek() { return isoWeek(this); },
    getWeekday() { return this.getDay(); },
    is(what) { return is(this, what); },
    isAfter(other) { return this > create(other); },
    isBefore(other) { return this < create(other); },
    isBetween(a, b) {
        return this > Math.min(create(a), create(b)) && this < Math.max(create(a), create(b));
    },
    isLeapYear() { return new Date(this.getFullYear(), 1, 29).getMonth() === 1; },
    isValid() { return !Number.isNaN(+this); },
    iso() { return this.toISOString(); },
    relative() { return ago(this); },
};
for (const name of ["short", "medium", "long", "full"]) date[name] = function short() {
        return format(this, name);
    };
for (const name
         of ["Future", "Past", "Today", "Yesterday", "Tomorrow", "Weekday", "Weekend",
             ...weekdays]) {
    date[`is${name}`] = function isWhat() { return is(this, name); };
}
for (const name of Object.keys(begin)) {
    date[`beginningOf${name}`] = function beginning() {
        this.setTime(+begin[name](this));
        return this;
    };
    date[`endOf${name}`] = function end() {
        this.setTime(add(begin[name](this), `${name.toLowerCase()}s`, 1) - 1);
        return this;
    };
}
for (const unit of unitNames) {
    const count = (from, to) => Math.trunc((to - from) / unitLength[unit]);
    date[`add${unit[0].toUpperCase()}${unit.slice(1)}`] = function addUnits(
        number) { return add(this, unit, number); };
    date[`${unit}Ago`] = function unitsAgo() { return count(this, new Date()); };
    date[`${unit}FromNow`] = function fromNow() { return count(new Date(), this); };
    date[`${unit}Since`] = function since(other) { return count(create(other), this); };
    date[`${unit}Until`] = function until(other) { return count(this, create(other)); };
}
