// Inserts a call into each `catch (name) {` of a script, so that errors of the engine have the form
// of Node before the script reads them: nothing else is called when the engine throws.
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
const clause = /catch\s*\(\s*([A-Za-z_$][\w$]*)\s*\)\s*\{/y;

/** What precedes a regular expression: an operator, or a word after which a value is expected. */
const beforeValue =
    /^(?:|[^\w$)\]}"'`]|return|typeof|case|in|of|delete|void|throw|new|instanceof|else|do|await|yield)$/;

class Marking {
    position = 0;
    /** Where the text that is not in `pieces` yet begins. */
    start = 0;
    pieces = [];
    places = [];
    line = 1;
    /** Where the current line begins in the result. */
    lineStart = 0;
    /** For each open brace, whether an expression in a template opened it. */
    braces = [];
    /** The last token that is neither space nor a comment. */
    last = "";

    constructor(code, hook) {
        this.code = code;
        this.hook = hook;
        this.added = 0;
    }

    run() {
        while (this.position < this.code.length) this.next();
        this.pieces.push(this.code.slice(this.start));
        return this.pieces.join("");
    }

    /** Reads on by a pattern; undefined if it does not match here. */
    read(pattern) {
        pattern.lastIndex = this.position;
        const found = pattern.exec(this.code);
        if (found !== null) this.pass(found[0]);
        return found ?? undefined;
    }

    pass(text) {
        const end = text.lastIndexOf("\n");
        if (end >= 0) {
            this.line += text.split("\n").length - 1;
            this.lineStart = this.position + end + 1 + this.added;
        }
        this.position += text.length;
    }

    next() {
        if (this.code[this.position] === "/" && beforeValue.test(this.last)
            && !/[/*]/.test(this.code[this.position + 1] ?? "") && this.read(regularExpression)) {
            this.last = ")";
            return;
        }
        const found = this.last === "." ? undefined : this.read(clause);
        if (found !== undefined) return this.mark(found[1]);
        const [text] = this.read(token);
        if (/^(?:\s|\/[/*])/.test(text)) return;
        this.last = text;
        if (text === "{") this.braces.push(false);
        else if (text === "`" || (text === "}" && this.braces.pop())) this.template();
    }

    /** Reads a template up to its end or to its next expression. */
    template() {
        const [text] = this.read(templateText);
        const isOpen = text.endsWith("${");
        if (isOpen) this.braces.push(true);
        this.last = isOpen ? "{" : ")";
    }

    /** Inserts the call after the brace that was just read. */
    mark(name) {
        const call = `${this.hook}(${name});`;
        this.places.push({
            line: this.line,
            column: this.position + this.added - this.lineStart + 1,
            length: call.length,
        });
        this.pieces.push(this.code.slice(this.start, this.position), call);
        this.start = this.position;
        this.added += call.length;
        this.braces.push(false);
        this.last = "{";
    }
}

/** The code with a call of `hook` in each clause; `source` is the number of the script. */
export function markCatches(code, source, hook) {
    const marking = new Marking(code, hook);
    const marked = marking.run();
    insertions.set(source, marking.places);
    return marked;
}
