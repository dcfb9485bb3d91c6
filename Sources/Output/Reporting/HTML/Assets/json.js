// The colours of JSON.

const longest = 200_000;
const tokens = /("(?:\\.|[^"\\])*"?)(\s*:)?|-?\d[\d.eE+-]*|\b(?:true|false|null)\b/g;

function kind(token, isName) {
    if (isName) return "name";
    if (token.startsWith("\"")) return "string";
    return /^[-\d]/.test(token) ? "number" : "word";
}

/** Colours the tokens of an element's text. */
export function colorJSON(element) {
    const text = element.textContent;
    if (text.length > longest) return;
    const colored = document.createDocumentFragment();
    let end = 0;
    for (const match of text.matchAll(tokens)) {
        const token = match[1] ?? match[0];
        const span = document.createElement("span");
        span.className = kind(token, match[2] !== undefined);
        span.textContent = token;
        colored.append(text.slice(end, match.index), span);
        end = match.index + token.length;
    }
    colored.append(text.slice(end));
    element.replaceChildren(colored);
}
