// Sugar's methods of numbers and functions.

import { add, create, unitLength, unitNames } from "./dates.js";

/** Rounds to so many digits after the point. */
function round(value, digits = 0, how = Math.round) {
    const factor = 10 ** Math.abs(digits);
    const scaled = how(digits < 0 ? value / factor : value * factor);
    return digits < 0 ? scaled * factor : scaled / factor;
}

function format(value, digits, thousands = ",", point = ".") {
    const text = digits === undefined
        ? String(Math.abs(value))
        : Math.abs(round(value, digits)).toFixed(Math.max(0, digits));
    const [whole, fraction] = text.split(".");
    const grouped = whole.replace(/\B(?=(\d{3})+$)/g, thousands);
    return (value < 0 ? "-" : "") + grouped + (fraction === undefined ? "" : point + fraction);
}

function pad(value, length, withSign, base = 10) {
    const sign = value < 0 ? "-" : withSign ? "+" : "";
    return sign + Math.abs(value).toString(base).padStart(length ?? 0, "0");
}

function ordinal(value) {
    const tens = Math.abs(value) % 100;
    return tens >= 11 && tens <= 13 ? "th" : ["th", "st", "nd", "rd"][tens % 10] ?? "th";
}

/** The number with a letter for each power of a thousand: 1500 is `1.5k`. */
function abbreviate(value, digits, letters, base = 1000) {
    const power = value === 0
        ? 0
        : Math.min(
            letters.length - 1,
            Math.max(0, Math.floor(Math.log(Math.abs(value)) / Math.log(base) + 1e-9)));
    return format(round(value / base ** power, digits)) + letters[power].trim();
}

function range(from, to, visit, step) {
    const list = [];
    for (let value = from; step > 0 ? value <= to : value >= to; value += step) {
        list.push(value);
        visit?.(value);
    }
    return list;
}

function duration(milliseconds) {
    const unit = [...unitNames].reverse().find((name) => Math.abs(milliseconds) >= unitLength[name])
        ?? "milliseconds";
    const count = Math.round(milliseconds / unitLength[unit]);
    return `${count} ${count === 1 ? unit.slice(0, -1) : unit}`;
}

export const number = {
    abbr(digits = 0) { return abbreviate(+this, digits, " kmbt"); },
    metric(digits = 0) { return abbreviate(+this, digits, " kMGTPE"); },
    bytes(digits = 0) { return `${abbreviate(+this, digits, " kMGTPE", 1024)}B`; },
    abs() { return Math.abs(this); },
    sqrt() { return Math.sqrt(this); },
    pow(power) { return this ** power; },
    round(digits) { return round(+this, digits); },
    ceil(digits) { return round(+this, digits, Math.ceil); },
    floor(digits) { return round(+this, digits, Math.floor); },
    chr() { return String.fromCharCode(this); },
    clamp(from, to) { return Math.min(Math.max(this, from ?? -Infinity), to ?? Infinity); },
    cap(to) { return Math.min(this, to); },
    isOdd() { return this % 2 !== 0; },
    isEven() { return this % 2 === 0; },
    isMultipleOf(other) { return this % other === 0; },
    format(digits, thousands, point) { return format(+this, digits, thousands, point); },
    hex(length = 1) { return pad(+this, length, false, 16); },
    ordinalize() { return `${this}${ordinal(+this)}`; },
    pad(length, withSign, base) { return pad(+this, length, withSign, base); },
    times(visit) {
        for (let index = 0; index < this; index++) visit(index);
        return +this;
    },
    upto(end, visit, step = 1) { return range(+this, end, visit, step); },
    downto(end, visit, step = 1) { return range(+this, end, visit, -step); },
    duration() { return duration(+this); },
};

for (const unit of unitNames) {
    number[unit] = function length() { return this * unitLength[unit]; };
    number[`${unit}Ago`] = function ago() { return add(new Date(), unit, -this); };
    number[`${unit}FromNow`] = function fromNow() { return add(new Date(), unit, +this); };
    number[`${unit}After`] = function after(date) { return add(create(date), unit, +this); };
    number[`${unit}Before`] = function before(date) { return add(create(date), unit, -this); };
}

export const functions = {
    once() {
        let result;
        let isDone = false;
        const work = this;
        return function once(...given) {
            if (!isDone) {
                isDone = true;
                result = work.apply(this, given);
            }
            return result;
        };
    },
    memoize(key = (...given) => JSON.stringify(given)) {
        const results = new Map();
        const work = this;
        return function memoized(...given) {
            const name = key(...given);
            if (!results.has(name)) results.set(name, work.apply(this, given));
            return results.get(name);
        };
    },
    after(count) {
        let calls = [];
        const work = this;
        return function after(...given) {
            calls.push(given);
            if (calls.length < count) return undefined;
            const all = calls;
            calls = [];
            return work.call(this, all);
        };
    },
    delay(milliseconds, ...given) {
        setTimeout(() => this(...given), milliseconds);
        return this;
    },
    debounce(milliseconds) {
        let timer;
        return (...given) => {
            clearTimeout(timer);
            timer = setTimeout(() => this(...given), milliseconds);
        };
    },
    throttle(milliseconds) {
        let isWaiting = false;
        return (...given) => {
            if (isWaiting) return undefined;
            isWaiting = true;
            setTimeout(() => { isWaiting = false; }, milliseconds);
            return this(...given);
        };
    },
    fill(...fixed) {
        const work = this;
        return function filled(...given) {
            const rest = [...given];
            return work.apply(this, [
                ...fixed.map(
                    (value) => (value === undefined || value === null ? rest.shift() : value)),
                ...rest
            ]);
        };
    },
};
