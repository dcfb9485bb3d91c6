// cheerio with the behaviour of its version 0.22, which Postman's sandbox has: the module is a
// function, markup is parsed as it stands with no document around it, and what is rendered has
// every character outside ASCII as an entity.
//
// The library is Debian's current one in its build over htmlparser2. Parsing, rendering, and the
// methods that changed since 0.22 are replaced here.

const { load: loadModern } = require("cheerio/lib/slim");
const { isHtml } = require("cheerio/lib/utils");
const { parseMarkup } = require("./parse.js");
const { render } = require("./render.js");
const { replaceMethods } = require("./methods.js");

const defaults =
    { withDomLvl1: true, normalizeWhitespace: false, xmlMode: false, decodeEntities: true };

/** Returns the document of a text or of bytes; anything else must be nodes already. */
function toDocument(content, options) {
    if (typeof content === "string") return parseMarkup(content, options);
    return Buffer.isBuffer(content) ? parseMarkup(content.toString(), options) : content;
}

/** Loads markup and returns the function that selects from it. */
function load(content, given) {
    const options = { ...defaults, ...given };
    const modern = loadModern(toDocument(content, options), options);

    /** Replaces markup by its nodes, before the library parses it by its own rules. */
    function $(selector, context, root, own) {
        const settings = { ...options, ...own };
        const parsed = (value) =>
            (typeof value === "string" && isHtml(value) ? parseMarkup(value, settings) : value);
        const nodes = parsed(selector);
        const isMarkup = nodes !== selector;
        return modern(isMarkup ? nodes.children : selector, parsed(context), parsed(root), own);
    }

    Object.assign($, modern, { load });
    replaceMethods($, { parse: toDocument, render });
    $.prototype = $.fn;
    return $;
}

const cheerio = load("");
cheerio.version = "0.22.0";
// Selections of every document inherit from this prototype, so that plugins reach all of them.
cheerio.prototype = Object.getPrototypeOf(cheerio.fn);
delete cheerio.fn;

module.exports = cheerio;
