// Markup as a tree of nodes, by the rules of htmlparser2 3.9: few tags close others, no element is
// added, and nothing is moved.

const { DomHandler, Parser } = require("htmlparser2");

const controls = ["input", "option", "optgroup", "select", "button", "datalist", "textarea"];

/** Tag → the open tags that it closes. */
const closedBy = new Map([
    ["tr", ["tr", "th", "td"]], ["th", ["th"]], ["td", ["thead", "th", "td"]],
    ["body", ["head", "link", "script"]], ["li", ["li"]], ["p", ["p"]],
    ["h1", ["p"]], ["h2", ["p"]], ["h3", ["p"]], ["h4", ["p"]], ["h5", ["p"]], ["h6", ["p"]],
    ["select", controls], ["input", controls], ["output", controls], ["button", controls],
    ["datalist", controls], ["textarea", controls], ["option", ["option"]],
    ["optgroup", ["optgroup"]],
]);

/** Elements without content; those of SVG among them, as in htmlparser2 3.9. */
const voidElements = new Set([
    "area", "base", "basefont", "br", "col", "command", "embed", "frame", "hr", "img", "input",
    "isindex", "keygen", "link", "meta", "param", "source", "track", "wbr", "path", "circle",
    "ellipse", "line", "rect", "use", "stop", "polyline", "polygon",
]);

class LegacyParser extends Parser {
    #isXML;

    constructor(handler, options) {
        super(handler, { ...options });
        this.#isXML = options.xmlMode;
    }

    isVoidElement(name) { return !this.#isXML && voidElements.has(name); }

    emitOpenTag(name) {
        if (!this.#isXML) this.#closeBefore(closedBy.get(name) ?? []);
        // The parser's own rules for closing tags are those of HTML 5; they do not apply to XML.
        this.options.xmlMode = true;
        super.emitOpenTag(name);
        this.options.xmlMode = this.#isXML;
    }

    /** Closes the innermost open tags as long as they are among these. */
    #closeBefore(names) {
        while (names.includes(this.stack.at(-1))) this.cbs.onclosetag(this.stack.pop(), true);
    }
}

/** Makes every run of white space in the texts of a tree one space. */
function normalizeSpaces(nodes) {
    for (const node of nodes) {
        if (node.type === "text") node.data = node.data.replace(/\s+/g, " ");
        else if (node.children !== undefined) normalizeSpaces(node.children);
    }
}

/** Returns the document whose children are the nodes of some markup. */
exports.parseMarkup = function parseMarkup(text, options) {
    const handler = new DomHandler(undefined, options);
    new LegacyParser(handler, options).end(text);
    if (options.normalizeWhitespace || options.ignoreWhitespace) {
        normalizeSpaces(handler.root.children);
    }
    return handler.root;
};
