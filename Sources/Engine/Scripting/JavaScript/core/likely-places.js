// Where an error is for which the engine gives no place, or that of an earlier expression: an
// assignment to a constant, and a pattern that takes null or undefined apart.
//
// A place is certain if the code has one candidate. The search reads tokens, not the grammar, and
// takes too much for a candidate rather than too little.

import { CodeReader } from "./inserted-calls.js";

const word = /^[\w$\u0080-\uffff]+$/;
const declarator = /^(?:let|const|var)$/;
const loop = /^(?:of|in)$/;
/** What precedes a parenthesis that does not hold parameters. */
const condition = /^(?:if|for|while|switch|with|await)$/;
const catchPattern = /^catch\s*\(\s*[{[]/;
const space = /^(?:\s|\/[/*])/;
const assignment = /^(?:(?:[-+/%^]|\*\*?|<<|>>>?|&&?|\|\|?|\?\?)?=(?![=>])|\+\+|--)/;
const memberAssignment = /(?:\.\s*[\w$\u0080-\uffff]+|\])\s*(?:\+\+|--|[^\w\s=!<>]*=(?![=>]))/;
const update = /(?:\+\+|--)\s*$/;
/** So much code before or after a name is looked at. */
const nearby = 20;

/** Whether a token ends with a bracket that opens: that of a clause or of a template, too. */
const opens = (text) => "([{".includes(text) || /^(?:catch\b[^]*\{|[`}][^]*\$\{)$/.test(text);

/** The tokens of code, with the indices of the brackets that belong to each other. */
function tokensOf(code) {
    const reader = new CodeReader(code, "");
    const tokens = [];
    const open = [];
    while (reader.position < code.length) {
        const position = reader.position;
        reader.next();
        const text = code.slice(position, reader.position);
        if (space.test(text)) continue;
        const token = { text, position, partner: -1 };
        if (")]}".includes(text[0]) && open.length > 0) {
            token.partner = open.pop();
            tokens[token.partner].partner = tokens.length;
        }
        if (opens(text)) open.push(tokens.length);
        tokens.push(token);
    }
    return tokens;
}

/** What is read of code for a search. */
class Search {
    constructor(code) {
        this.code = code;
        this.tokens = tokensOf(code);
    }

    text(index) { return this.tokens[index]?.text ?? ""; }

    /** Whether something is assigned to what ends with this token. */
    isAssigned(index) {
        const next = this.tokens[index + 1];
        if (next === undefined) return false;
        const after = this.code.slice(next.position, next.position + nearby);
        return assignment.test(after) || loop.test(next.text);
    }

    /** Whether the engine does not know where the value of a pattern is. */
    isSilent(index) {
        const { partner } = this.tokens[index];
        return this.text(partner + 1) === "=" && word.test(this.text(partner + 2))
            && !"([.`?".includes(this.text(partner + 3) || ";");
    }

    /** Where the sign ends that assigns to a name. */
    endOfSign(index) {
        const { text, position } = this.tokens[index];
        const start = position + text.length;
        const sign = /^\s*[^\w\s]*=/.exec(this.code.slice(start, start + nearby));
        return sign === null ? -1 : start + sign[0].length;
    }

    /** The place of a token. */
    placeOf(index) {
        const lines = this.code.slice(0, this.tokens[index].position).split("\n");
        return { line: lines.length, column: lines.at(-1).length + 1 };
    }

    /** Whether a bracket begins a pattern, or the parameters of a function. */
    isPattern(index) {
        const { text, partner } = this.tokens[index];
        if (partner < index) return false;
        const before = this.text(index - 1);
        if (text !== "(") return declarator.test(before) || this.isAssigned(partner);
        const after = this.text(partner + 1);
        if (after === "{") return !condition.test(before);
        return after === "=" && this.text(partner + 2) === ">";
    }

    /** The first members of all patterns: indices of tokens. */
    patterns() {
        const found = [];
        let end = -1;
        for (let i = 0; i < this.tokens.length; i++) {
            const { text, partner } = this.tokens[i];
            if ("([{".includes(text) && this.isPattern(i)) end = Math.max(end, partner);
            if (text === "{" && i < end) found.push(i + 1);
            // The pattern of a catch clause is one token, so it leaves nothing certain.
            if (catchPattern.test(text)) found.push(i, i);
        }
        return found;
    }

    /** Collects the names that `const` at an index declares, and where it does. */
    declare(index, names, places) {
        let isName = true;
        for (let i = index + 1; i < this.tokens.length; i++) {
            const { text, position, partner } = this.tokens[i];
            const last = this.tokens[i - 1];
            const gap = this.code.slice(last.position + last.text.length, position);
            if (text === ";" || (!isName && text !== "," && gap.includes("\n"))) return;
            const end = partner > i ? partner : i;
            for (let k = i; isName && k <= end; k++) {
                if (!word.test(this.text(k))) continue;
                names.add(this.text(k));
                places.add(k);
            }
            isName = text === ",";
            i = end;
        }
    }

    /** The names to which something is assigned although they are constants. */
    assignments() {
        const names = new Set();
        const places = new Set();
        for (let i = 0; i < this.tokens.length; i++) {
            const text = this.text(i);
            if (text === "const") this.declare(i, names, places);
            if (text === "class" || text === "function") names.add(this.text(i + 1));
        }
        const found = [];
        let end = -1;
        for (let i = 0; i < this.tokens.length; i++) {
            const { text, position, partner } = this.tokens[i];
            if ("[{".includes(text) && this.isPattern(i)) end = Math.max(end, partner);
            if (!names.has(text) || places.has(i) || this.isNoVariable(i)) continue;
            const before = this.code.slice(Math.max(0, position - nearby), position);
            if (i < end || this.isAssigned(i) || update.test(before)) found.push(i);
        }
        return found;
    }

    /** Whether a name is that of a member, or is declared here. */
    isNoVariable(index) {
        const before = this.text(index - 1);
        return before === "." || /^(?:let|var|class|function)$/.test(before);
    }
}

/**
 * What is searched for, by the engine's message, and whether the engine's place may be right if
 * there are several candidates.
 */
const searches = {
    __proto__: null,
    "Attempted to assign to readonly property.": {
        find: (search) => search.assignments(),
        isRight: (search, index, position) => search.endOfSign(index) === position,
    },
    "Right side of assignment cannot be destructured": {
        find: (search) => search.patterns(),
        isRight: () => true,
    },
};

/** Whether the engine may give a wrong place for an error with a message. */
export const isMisplaced = (message) => searches[message] !== undefined;

/** Whether the error may be an assignment to a member, whose place the engine knows. */
function mayBeMember(code, message, engineLine) {
    if (!message.startsWith("Attempted")) return false;
    const line = code.split("\n")[engineLine - 1] ?? "";
    return /use strict|\bclass\b/.test(code) && memberAssignment.test(line);
}

/** Whether the engine's place is that of one of several candidates. */
function isTrusted(search, kind, found, { line, column }) {
    const lines = search.code.split("\n");
    let start = 0;
    for (let i = 0; i < line - 1; i++) start += lines[i].length + 1;
    const end = start + (lines[line - 1]?.length ?? -1);
    const isAt = (index) => {
        const { position } = search.tokens[index];
        return position >= start && position <= end
            && kind.isRight(search, index, start + column - 1);
    };
    const isLater = (index) => search.tokens[index].position > end && search.isSilent(index - 1);
    return !found.some(isLater) && found.some(isAt);
}

/**
 * The place of an error with the engine's message in code as the engine runs it; its line is 0 if
 * it cannot be known. Undefined: the engine's place is as good.
 */
export function likelyPlace(code, message, engine) {
    const kind = searches[message];
    try {
        if (kind === undefined || mayBeMember(code, message, engine.line)) return undefined;
        const search = new Search(code);
        const found = kind.find(search);
        if (found.length === 1) return search.placeOf(found[0]);
        const isAsGood = found.length === 0 || isTrusted(search, kind, found, engine);
        return isAsGood ? undefined : { line: 0, column: 0 };
    } catch {
        // A script has broken the prototypes.
        return undefined;
    }
}
