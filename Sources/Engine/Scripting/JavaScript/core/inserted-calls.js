// Inserts a call into each `catch (name) {` of a script, so that errors of the engine have the form
// of Node before the script reads them: nothing else is called when the engine throws. A pattern,
// as in `catch ({ stack }) {`, becomes a declaration at the start of the block. The call costs as
// much as the throw, so a clause that cannot see the stack is left as it is.
//
// A constructor of arrays that is called becomes a member of the hook, which is its guard
// (large-values.js).
//
// It reads tokens, not the grammar. Whether a slash divides or begins a regular expression is
// decided by the token before it. Wherever that is wrong, a clause may be left as it is; the host
// runs the code as it was written if the result does not compile.

import { insertions } from "./raw-stacks.js";

const token =
    /\s+|\/\/.*|\/\*[^]*?(?:\*\/|$)|"(?:[^"\\\n]|\\[^])*"?|'(?:[^'\\\n]|\\[^])*'?|[\w$\u0080-\uffff]+|[^]/y;
const regularExpression = /\/(?:\\.|\[(?:\\.|[^\]\\\n])*\]?|[^/\\[\n])+\/\w*/y;
/** The text of a template up to its end, or to an expression in it. */
const templateText = /(?:[^`\\$]+|\\[^]|\$(?!\{))*(?:\$\{|`|$)/y;
const clauseStart = /catch\s*\(\s*([A-Za-z_$\u0080-\uffff][\w$\u0080-\uffff]*)\s*\)\s*\{/y;
const patternStart = /catch\s*\(\s*(?=[{[])/y;
const patternEnd = /\)\s*\{/y;
const constructor = /^(?:(?:(?:Big)?(?:Ui|I)nt\d+|Uint8Clamped|Float\d+)?Array|ArrayBuffer)$/;
/** Where arguments begin that may make something large. */
const argumentsStart = /\s*\((?!\s*(?:\d{0,4}\s*\)|\[))/y;
/** What precedes a name that is declared. */
const declaration = /^(?:class|const|function|let|var)$/;

/** What precedes a regular expression: an operator, or a word after which a value is expected. */
const beforeValue =
    /^(?:|[^\w$)\]}"'`]|return|typeof|case|in|of|delete|void|throw|new|instanceof|else|do|await|yield)$/;
/** What follows the name of an error whose stack is not looked at. */
const harmlessUse = /\s*(?:\??\.\s*(?:message|name)\b|\s+instanceof\b)/y;
const endOfThrow = /\s*(?:[;}]|$)/y;
/** What a pattern has in it that may take the stack or another member of the engine's. */
const tellingPattern = /\.\.\.|\[|\b(?:stack|line|column|sourceURL)\b/;

/** Reads code, and collects what to change: `position`, the count of characters, the new text. */
export class CodeReader {
    position = 0;
    edits = [];
    /** What opened each open brace: a clause, an expression in a template, or something else. */
    braces = [];
    /** The clauses whose blocks are open. */
    clauses = [];
    /** Whether the code declares a constructor of arrays of its own. */
    hasOwnConstructor = false;
    /** The last token that is neither space nor a comment. */
    last = "";

    constructor(code, hook) {
        this.code = code;
        this.hook = hook;
    }

    run() {
        while (this.position < this.code.length) this.next();
        const { edits } = this;
        const used = this.hasOwnConstructor ? edits.filter((edit) => !edit.isGuard) : edits;
        return used.sort((a, b) => a.position - b.position);
    }

    /** Whether a pattern matches here. */
    find(pattern) {
        pattern.lastIndex = this.position;
        return pattern.exec(this.code) ?? undefined;
    }

    /** Reads on by a pattern; undefined if it does not match here. */
    read(pattern) {
        const found = this.find(pattern);
        if (found !== undefined) this.position += found[0].length;
        return found;
    }

    next() {
        if (this.code[this.position] === "/" && beforeValue.test(this.last)
            && !/[/*]/.test(this.code[this.position + 1] ?? "") && this.read(regularExpression)) {
            this.last = ")";
            return;
        }
        if (this.last !== ".") {
            const found = this.read(clauseStart);
            if (found !== undefined) return this.begin(found[1]);
            if (this.read(patternStart)) return this.unpack();
        }
        const [text] = this.read(token);
        if (/^(?:\s|\/[/*])/.test(text)) return;
        if (this.clauses.length > 0 && this.last !== ".") this.use(text);
        if (this.last !== "." && constructor.test(text)) this.size(text);
        this.last = text;
        if (text === "{") this.braces.push("block");
        else if (text === "`") this.template();
        else if (text === "}") this.close(this.braces.pop());
    }

    /** Reads a template up to its end or to its next expression. */
    template() {
        const [text] = this.read(templateText);
        const isOpen = text.endsWith("${");
        if (isOpen) this.braces.push("template");
        this.last = isOpen ? "{" : ")";
    }

    /** Begins a clause, whose brace was just read. */
    begin(name) {
        const clause = { name, position: this.position, isObserved: false };
        this.clauses.push(clause);
        this.braces.push(clause);
        this.last = "{";
    }

    /** Ends what a brace opened. */
    close(opened) {
        if (opened === "template") return this.template();
        if (opened === "block" || opened === undefined) return;
        this.clauses.pop();
        if (opened.isObserved)
            this.edit(opened.position, 0, `${this.hook}(${opened.name});`);
    }

    /** Looks at a word or sign in a clause: it may be the name of an error. */
    use(text) {
        for (let i = this.clauses.length - 1; i >= 0; i--) {
            const clause = this.clauses[i];
            if (text === "eval") clause.isObserved = true;
            if (text !== clause.name) continue;
            const isThrown = this.last === "throw" && this.find(endOfThrow) !== undefined;
            if (!isThrown && this.find(harmlessUse) === undefined) clause.isObserved = true;
            return;
        }
    }

    /** Has the constructor that was just read guarded if it is called. */
    size(name) {
        if (declaration.test(this.last)) this.hasOwnConstructor = true;
        if (this.find(argumentsStart) === undefined) return;
        const position = this.position - name.length;
        this.edits.push({ position, count: 0, text: `${this.hook}.sized.`, isGuard: true });
    }

    edit(position, count, text) { this.edits.push({ position, count, text }); }

    /** Moves the pattern that begins here into the block. */
    unpack() {
        const start = this.position;
        this.last = "(";
        this.skipPattern();
        const end = this.position;
        if (this.read(patternEnd) === undefined) return;
        this.braces.push("block");
        this.last = "{";
        if (!tellingPattern.test(this.code.slice(start, end))) return;
        const error = `${this.hook}Error`;
        this.edit(start, 0, `${error}) { let `);
        this.edit(end, 1, ` = ${this.hook}(${error});`);
        this.edit(this.position - 1, 1, " ");
    }

    /** Reads on to the parenthesis that closes the one before. */
    skipPattern() {
        let depth = 1;
        while (this.position < this.code.length) {
            const character = this.code[this.position];
            if (character === "(") depth++;
            if (character === ")" && --depth === 0) return;
            this.next();
        }
    }
}

/** The code with the edits, and their places in it; so many characters precede it. */
function edited(code, edits, head) {
    const pieces = [];
    const places = [{ line: 1, column: 0, length: head }];
    let start = 0;
    let added = 0;
    let line = 1;
    let lineStart = -head;
    for (const { position, count, text } of edits) {
        const before = code.slice(start, position);
        const lines = before.split("\n");
        line += lines.length - 1;
        if (lines.length > 1) lineStart = position - lines.at(-1).length + added;
        const length = text.length - count;
        places.push({ line, column: position + added - lineStart + 1, length });
        pieces.push(before, text);
        start = position + count;
        added += length;
    }
    pieces.push(code.slice(start));
    return { code: pieces.join(""), places };
}

/**
 * The code with a call of `hook` in each clause that needs it, and its guards before constructors
 * of arrays; `source` is the number of the script, or the path of the module, whose code follows
 * `head` characters of its first line.
 */
export function insertCalls(code, source, hook, head = 0) {
    const marked = edited(code, new CodeReader(code, hook).run(), head);
    insertions.set(source, marked.places);
    return marked.code;
}
