// Nodes as markup, spelled as cheerio 0.22 did: attributes always have a value, unless they are
// boolean and empty, and entities have capital hexadecimal digits.

const booleanAttributes = new Set([
    "allowfullscreen", "async", "autofocus", "autoplay", "checked", "controls", "default", "defer",
    "disabled", "hidden", "ismap", "loop", "multiple", "muted", "open", "readonly", "required",
    "reversed", "scoped", "seamless", "selected", "typemustmatch",
]);

const voidElements = new Set([
    "area", "base", "basefont", "br", "col", "command", "embed", "frame", "hr", "img", "input",
    "isindex", "keygen", "link", "meta", "param", "source", "track", "wbr",
]);

/** Elements whose text is written as it is. */
const rawElements =
    new Set(["style", "script", "xmp", "iframe", "noembed", "noframes", "plaintext", "noscript"]);

const named = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&apos;" };

const encode = (text) => text.replace(/[&<>"']|[^\0-\x7f]/gu,
    (character) => named[character] ?? `&#x${hexadecimal(character)};`);

const hexadecimal = (character) => character.codePointAt(0).toString(16).toUpperCase();

function renderAttributes(attributes, options) {
    return Object.entries(attributes ?? {}).map(([name, value]) => {
        if (!value && booleanAttributes.has(name)) return ` ${name}`;
        return ` ${name}="${options.decodeEntities ? encode(value) : value}"`;
    }).join("");
}

function renderElement(element, given) {
    const options = element.name === "svg" ? { ...given, xmlMode: true } : given;
    const opening = `<${element.name}${renderAttributes(element.attribs, options)}`;
    const children = element.children ?? [];
    if (options.xmlMode && children.length === 0) return `${opening}/>`;
    const isOpen = voidElements.has(element.name) && !options.xmlMode;
    return `${opening}>${render(children, options)}${isOpen ? "" : `</${element.name}>`}`;
}

function renderText(node, options) {
    return options.decodeEntities && !rawElements.has(node.parent?.name) ? encode(node.data)
        : node.data;
}

function renderNode(node, options) {
    switch (node.type) {
        case "root": return render(node.children, options);
        case "directive": return `<${node.data}>`;
        case "comment": return `<!--${node.data}-->`;
        case "cdata": return `<![CDATA[${node.children[0].data}]]>`;
        case "text": return renderText(node, options);
        default: return renderElement(node, options);
    }
}

/** Renders a node, a list of nodes, or a selection. */
function render(nodes, options) {
    const list = "length" in nodes ? Array.from(nodes) : [nodes];
    return list.map((node) => renderNode(node, options)).join("");
}

exports.render = render;
