// Sugar's methods of texts and regular expressions.

const words = (text) => text.trim().match(/[^\s]+/g) ?? [];

/**
 * The text with `mark` between the words that capitals, `-`, `_` and spaces part, in lower case.
 */
const separate = (text, mark) =>
    text.replace(/[-\s_]+/g, mark)
        .replace(/([a-z\d])(?=[A-Z])|([A-Z]+)(?=[A-Z][a-z])/g, `$1$2${mark}`)
        .toLowerCase();

const capitalize = (text) => text.charAt(0).toUpperCase() + text.slice(1).toLowerCase();

/** The parts that a pattern finds, each given to the callback. */
function each(text, pattern, callback) {
    const [search, visit] =
        typeof pattern === "function" ? [/[\s\S]/g, pattern] : [pattern ?? /[\s\S]/g, callback];
    const expression = typeof search === "string"
        ? new RegExp(search.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"), "g")
        : new RegExp(search.source, search.flags.includes("g") ? search.flags : `${search.flags}g`);
    const found = text.match(expression) ?? [];
    return typeof visit === "function"
        ? found.map((part, index) => visit.call(text, part, index) ?? part)
        : found;
}

const collect = (parts, callback) =>
    (typeof callback === "function"
        ? parts.map((part, index) => callback(part, index) ?? part)
        : parts);

const entities = {
    "&": "&amp;",
    "<": "&lt;",
    ">": "&gt;",
    '"': "&quot;",
    "'": "&apos;",
    "/": "&#x2f;"
};

function unescapeHTML(text) {
    return text.replace(/&(?:#x([\da-f]+)|#(\d+)|([a-z]+));/gi, (whole, hex, decimal, name) => {
        if (hex !== undefined) return String.fromCodePoint(parseInt(hex, 16));
        if (decimal !== undefined) return String.fromCodePoint(+decimal);
        return Object.keys(entities).find((character) => entities[character] === `&${name};`)
            ?? (name === "nbsp" ? " " : whole);
    });
}

/** The text with tags taken out, and what they hold too if that is asked for. */
function withoutTags(text, tags, takesContent) {
    const named = tags.flat().length === 0 ? "[a-z][^\\s>/]*" : tags.flat().join("|");
    const stripped = takesContent
        ? text.replace(new RegExp(`<(${named})(?:\\s[^>]*)?>[\\s\\S]*?</\\1>`, "gi"), "")
        : text;
    return stripped.replace(new RegExp(`</?(?:${named})(?:\\s[^>]*)?/?>`, "gi"), "");
}

function truncate(text, length, from, ellipsis) {
    if (text.length <= length) return text;
    if (from === "left") return ellipsis + text.slice(text.length - length);
    if (from === "middle")
        return text.slice(0, Math.ceil(length / 2)) + ellipsis
            + text.slice(text.length - Math.floor(length / 2));
    return text.slice(0, length) + ellipsis;
}

function pad(text, length, fill, sides) {
    const missing = Math.max(0, length - text.length);
    const left = sides === "both" ? Math.floor(missing / 2) : sides === "left" ? missing : 0;
    return String(fill).repeat(left) + text + String(fill).repeat(missing - left);
}

export const string = {
    add(text, index = this.length) { return `${this.slice(0, index)}${text}${this.slice(index)}`; },
    insert(
        text, index = this.length) { return `${this.slice(0, index)}${text}${this.slice(index)}`; },
    assign(...values) {
        const named = Object.assign(
            {},
            ...values.map(
                (value, index) => (typeof value === "object" ? value : { [index + 1]: value })));
        return this.replace(
            /\{([^{}]+)\}/g, (whole, name) => (Object.hasOwn(named, name) ? named[name] : whole));
    },
    camelize(startsUpper = true) {
        return separate(String(this), "_").split("_")
            .map((word, index) => (index === 0 && !startsUpper ? word : capitalize(word))).join("");
    },
    capitalize(all) {
        return all
            ? this.toLowerCase().replace(/[^\s\-']+/g, capitalize)
            : capitalize(String(this));
    },
    chars(callback) { return collect([...this], callback); },
    codes(callback) {
        return collect(
            Array.from({ length: this.length }, (_, index) => this.charCodeAt(index)), callback);
    },
    compact() { return this.trim().replace(/\s+/g, " "); },
    count(what) { return each(String(this), what).length; },
    dasherize() { return separate(String(this), "-"); },
    underscore() { return separate(String(this), "_"); },
    spacify() { return separate(String(this), " "); },
    titleize() {
        return separate(String(this), " ").replace(/\b[a-z]/g, (letter) => letter.toUpperCase());
    },
    encodeBase64() { return Buffer.from(String(this)).toString("base64"); },
    decodeBase64() { return Buffer.from(String(this), "base64").toString(); },
    each(pattern, callback) { return each(String(this), pattern, callback); },
    escapeHTML() { return this.replace(/[&<>"'/]/g, (character) => entities[character]); },
    unescapeHTML() { return unescapeHTML(String(this)); },
    escapeRegExp() { return this.replace(/[\\/'*+?|()[\]{}.^$-]/g, "\\$&"); },
    escapeURL(all) { return all ? encodeURIComponent(this) : encodeURI(this); },
    unescapeURL(partial) { return partial ? decodeURI(this) : decodeURIComponent(this); },
    first(count = 1) { return this.slice(0, count); },
    last(count = 1) { return count === 0 ? "" : this.slice(-count); },
    from(index = 0) { return this.slice(typeof index === "string" ? this.indexOf(index) : index); },
    to(index = this.length) {
        return this.slice(0, typeof index === "string" ? this.indexOf(index) : index);
    },
    hankaku() {
        return this
            .replace(
                /[\uff01-\uff5e]/g,
                (character) => String.fromCharCode(character.charCodeAt(0) - 0xfee0))
            .replace(/\u3000/g, " ");
    },
    has(what) {
        return what instanceof RegExp ? this.search(what) >= 0 : this.includes(String(what));
    },
    isBlank() { return this.trim() === ""; },
    lines(callback) { return collect(this.trim().split("\n"), callback); },
    paragraphs(callback) { return collect(this.trim().split(/[\r\n]{2,}/), callback); },
    words(callback) { return collect(words(String(this)), callback); },
    pad(length = 0, fill = " ") { return pad(String(this), length, fill, "both"); },
    padLeft(length = 0, fill = " ") { return pad(String(this), length, fill, "left"); },
    padRight(length = 0, fill = " ") { return pad(String(this), length, fill, "right"); },
    remove(what) { return this.replace(what, ""); },
    removeTags(...tags) { return withoutTags(String(this), tags, true); },
    stripTags(...tags) { return withoutTags(String(this), tags, false); },
    reverse() { return [...this].reverse().join(""); },
    shift(count) {
        return Array
            .from(
                { length: this.length },
                (_, index) => String.fromCharCode(this.charCodeAt(index) + count))
            .join("");
    },
    toNumber(base) {
        const text = this.replace(/,/g, "");
        return base === undefined ? parseFloat(text) : parseInt(text, base);
    },
    truncate(
        length, from = "right",
        ellipsis = "...") { return truncate(String(this), length, from, ellipsis); },
};

export const regexp = {
    getFlags() { return this.flags; },
    setFlags(flags) { return new RegExp(this.source, flags); },
    addFlag(flag) {
        return new RegExp(this.source, this.flags.includes(flag) ? this.flags : this.flags + flag);
    },
    removeFlag(flag) { return new RegExp(this.source, this.flags.replace(flag, "")); },
};
