// The body of a request: Postman's RequestBody.

import { PropertyList } from "./list.js";
import { PropertyBase } from "./property.js";
import { FormParamList, QueryParam, QueryParamList } from "./query.js";

const modes = {
    raw: "raw",
    formdata: "formdata",
    graphql: "graphql",
    urlencoded: "urlencoded",
    file: "file"
};

export class RequestBody extends PropertyBase {
    // Said here because the bundler renames a class that mentions itself.
    static get name() { return "PostmanRequestBody"; }
    static get MODES() { return modes; }

    constructor(definition) {
        super();
        this.update(definition);
    }

    update(given) {
        const definition = typeof given === "string" ? { mode: "raw", raw: given } : given;
        if (!definition?.mode) return;
        const mode = String(definition.mode).toLowerCase();
        const {
            raw, urlencoded, formdata, graphql, file, options, disabled, mode: _, ...rest
        } = definition;
        this.mode = Object.hasOwn(modes, mode) ? mode : "raw";
        this.raw = raw ?? (this.mode === "raw" ? "" : undefined);
        this.urlencoded = urlencoded || this.mode === "urlencoded"
            ? new QueryParamList(this, urlencoded) : undefined;
        this.formdata = formdata || this.mode === "formdata"
            ? new FormParamList(this, formdata) : undefined;
        this.graphql = graphql;
        this.file = typeof file === "string" ? { src: file } : file;
        Object.assign(this, { options, disabled }, rest);
    }

    isEmpty() {
        const content = this.mode && this[this.mode];
        if (!content) return true;
        if (this.mode === "file") return !(content.src || content.content);
        if (this.mode === "graphql")
            return !(typeof content === "string" ? content : content.query);
        if (typeof content === "string") return content === "";
        return typeof content.count === "function" ? content.count() === 0 : false;
    }

    toString() {
        if (this.mode === "urlencoded") {
            const given = this.urlencoded;
            if (given instanceof PropertyList) return QueryParam.unparse(given.members);
            return typeof given?.toString === "function" ? given.toString() : "";
        }
        return this.mode === "raw" && this.raw ? String(this.raw) : "";
    }

    static isRequestBody(value) { return value instanceof RequestBody; }
}
