// The body of a request: Postman's RequestBody.

import { PropertyList } from "./list.js";
import { PropertyBase } from "./property.js";
import { FormParam, QueryParam } from "./query.js";

const modes = { raw: "raw", formdata: "formdata", graphql: "graphql", urlencoded: "urlencoded", file: "file" };

export class RequestBody extends PropertyBase {
    // Said here because the bundler renames a class that mentions itself.
    static name = "RequestBody";
    static MODES = modes;

    constructor(definition) {
        super();
        if (typeof definition === "string") this.update({ mode: "raw", raw: definition });
        else if (definition) this.update(definition);
    }

    update(definition) {
        if (!definition?.mode) return;
        const mode = String(definition.mode).toLowerCase();
        const { raw, urlencoded, formdata, graphql, file, mode: _, ...rest } = definition;
        this.mode = Object.hasOwn(modes, mode) ? mode : "raw";
        this.raw = raw ?? (this.mode === "raw" ? "" : undefined);
        this.urlencoded = urlencoded || this.mode === "urlencoded"
            ? new PropertyList(QueryParam, this, urlencoded) : undefined;
        this.formdata = formdata || this.mode === "formdata"
            ? new PropertyList(FormParam, this, formdata) : undefined;
        this.graphql = graphql;
        this.file = typeof file === "string" ? { src: file } : file;
        Object.assign(this, rest);
    }

    isEmpty() {
        const content = this.mode && this[this.mode];
        if (!content) return true;
        if (this.mode === "file") return !(content.src || content.content);
        if (this.mode === "graphql") return !(typeof content === "string" ? content : content.query);
        if (typeof content === "string") return content === "";
        return typeof content.count === "function" ? content.count() === 0 : false;
    }

    toString() {
        if (this.mode === "urlencoded") {
            return this.urlencoded instanceof PropertyList
                ? QueryParam.unparse(this.urlencoded.members) : String(this.urlencoded ?? "");
        }
        return this.mode === "raw" && this.raw ? String(this.raw) : "";
    }

    static isRequestBody(value) { return value instanceof RequestBody; }
}
