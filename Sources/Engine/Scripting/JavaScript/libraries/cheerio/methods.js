// The methods of selections that changed since cheerio 0.22.

/** A selector of the fields that a form sends. */
const sendable = '[name!=""]:not(:disabled):not(:submit, :button, :image, :reset, :file)'
    + ":matches([checked], :not(:checkbox, :radio))";

/** Gives the selections of a loaded document 0.22's methods; `$` makes selections. */
exports.replaceMethods = function replaceMethods($, { parse, render }) {
    Object.assign($.fn, {
        constructor: $,
        _parse: parse,
        _render(nodes) { return render(nodes, this.options); },

        _make(selector, context) {
            const made = $(selector, context, this._root, this.options);
            made.prevObject = this;
            return made;
        },

        /** Returns the other children of the parents: no element that is selected itself. */
        siblings(selector) {
            const others = this.parent().children().not(this);
            return this._make(selector === undefined ? others : others.filter(selector));
        },

        /** Returns the fields of forms that have a value. */
        serializeArray() {
            const fields = this.map((_, element) => (element.name === "form"
                ? this._make(element).find("input,select,textarea,keygen").toArray() : element));
            const sent = fields.filter("input,select,textarea,keygen").filter(sendable);
            return sent.map((_, element) => valuesOf(this._make(element))).get();
        },
    });
};

/** Returns a name and a value for each value of a field. */
function valuesOf(field) {
    const value = field.val();
    const values = value === undefined || value === null ? [] : [value].flat();
    return values.map(
        (text) => ({ name: field.attr("name"), value: text.replace(/\r?\n/g, "\r\n") }));
}
