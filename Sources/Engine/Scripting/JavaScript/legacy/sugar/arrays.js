// Sugar's methods of arrays. `add`, `insert`, `remove`, `removeAt` and `randomize` are as there:
// the first four change the array, the last does not.

import { isEqual, mapper, matcher } from "./matching.js";

const contains = (list, value) => list.some((item) => isEqual(item, value));
const unique = (list, by) => {
    const keys = [];
    return list.filter((item) => {
        const key = by(item);
        return contains(keys, key) ? false : keys.push(key) > 0;
    });
};
const flatten = (list, depth) => list.flat(depth);

/** The elements whose value is the smallest or largest; one of them unless `all` are wanted. */
function extreme(list, by, all, isBetter) {
    let best;
    let found = [];
    list.forEach((item, index) => {
        const value = mapper(by)(item, index);
        if (found.length === 0 || isBetter(value, best)) {
            best = value;
            found = [item];
        } else if (value === best) {
            found.push(item);
        }
    });
    return all ? found : found[0];
}

/** The elements that are most or least frequent. */
function frequent(list, by, all, isBetter) {
    const groups = Object.values(groupBy(list, mapper(by)));
    const found = extreme(groups, "length", true, isBetter).map((group) => group[0]);
    return all ? found : found[0];
}

function groupBy(list, by) {
    const groups = {};
    list.forEach((item, index) => {
        const key = by(item, index);
        (groups[key] ??= []).push(item);
    });
    return groups;
}

const sum = (list, by) => list.map(mapper(by)).reduce((total, value) => total + value, 0);

function insert(list, items, index) {
    list.splice(index ?? list.length, 0, ...Array.isArray(items) ? items : [items]);
    return list;
}

export const array = {
    add(items, index) { return insert(this, items, index); },
    insert(items, index) { return insert(this, items, index); },
    include(items, index) { return insert([...this], items, index); },
    exclude(...what) { return this.filter((item) => !what.some((one) => matcher(one)(item))); },
    remove(...what) {
        for (let index = this.length - 1; index >= 0; index--) {
            if (what.some((one) => matcher(one)(this[index], index, this))) this.splice(index, 1);
        }
        return this;
    },
    removeAt(start, end = start) {
        this.splice(start, end - start + 1);
        return this;
    },
    all(what) { return this.every(matcher(what)); },
    any(what) { return this.some(what === undefined ? Boolean : matcher(what)); },
    none(what) { return !this.some(what === undefined ? Boolean : matcher(what)); },
    count(what) { return what === undefined ? this.length : this.filter(matcher(what)).length; },
    findAll(what) { return this.filter(matcher(what)); },
    average(by) { return this.length === 0 ? 0 : sum(this, by) / this.length; },
    sum(by) { return sum(this, by); },
    min(by, all) { return extreme(this, by, all === true || by === true, (a, b) => a < b); },
    max(by, all) { return extreme(this, by, all === true || by === true, (a, b) => a > b); },
    least(by, all) { return frequent(this, by, all, (a, b) => a < b); },
    most(by, all) { return frequent(this, by, all, (a, b) => a > b); },
    clone() { return [...this]; },
    compact(all) {
        return this
            .filter(
                (item) =>
                    (all ? Boolean(item)
                         : item !== undefined && item !== null && !Number.isNaN(item)))
            .map((item) => (Array.isArray(item) ? item.compact(all) : item));
    },
    each(visit, start = 0, loops = false) {
        for (let index = start; index < this.length; index++) {
            if (visit.call(this, this[index], index, this) === false) return this;
        }
        for (let index = 0; loops && index < start; index++) {
            if (visit.call(this, this[index], index, this) === false) return this;
        }
        return this;
    },
    first(count) { return count === undefined ? this[0] : this.slice(0, Math.max(0, count)); },
    last(count) {
        return count === undefined
            ? this[this.length - 1]
            : this.slice(Math.max(0, this.length - count));
    },
    from(index) { return this.slice(index); },
    to(index) { return this.slice(0, index); },
    flatten(depth = Infinity) { return flatten(this, depth); },
    groupBy(by, visit) {
        const groups = groupBy(this, mapper(by));
        if (typeof visit === "function")
            for (const key of Object.keys(groups)) visit(groups[key], key, groups);
        return groups;
    },
    inGroups(count, fill) {
        const size = Math.ceil(this.length / count);
        return Array.from(
            { length: count },
            (_, index) => padded(this.slice(index * size, (index + 1) * size), size, fill));
    },
    inGroupsOf(size, fill = null) {
        return Array.from(
            { length: Math.ceil(this.length / size) },
            (_, index) => padded(this.slice(index * size, (index + 1) * size), size, fill));
    },
    isEmpty() { return this.compact().length === 0; },
    union(...others) {
        return unique([...this, ...others.flat()], mapper());
    },
    intersect(...others) {
        return unique(this.filter((item) => contains(others.flat(), item)), mapper());
    },
    subtract(...others) { return this.filter((item) => !contains(others.flat(), item)); },
    unique(by) { return unique(this, mapper(by)); },
    randomize() {
        const list = [...this];
        for (let index = list.length - 1; index > 0; index--) {
            const other = Math.floor(Math.random() * (index + 1));
            [list[index], list[other]] = [list[other], list[index]];
        }
        return list;
    },
    sample(count) {
        return count === undefined ? this.randomize()[0] : this.randomize().slice(0, count);
    },
    sortBy(by, descends) {
        const value = mapper(by);
        return [...this].sort((a, b) => {
            const order = value(a) < value(b) ? -1 : value(a) > value(b) ? 1 : 0;
            return descends ? -order : order;
        });
    },
    zip(...others) {
        return this.map((item, index) => [item, ...others.map((other) => other[index] ?? null)]);
    },
};

function padded(list, size, fill) {
    return fill === undefined ? list : [...list, ...new Array(size - list.length).fill(fill)];
}
