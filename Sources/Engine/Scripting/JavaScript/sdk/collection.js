// Postman's Collection: a folder with variables and a version.

import { ItemGroup } from "./item.js";
import { PropertyBase } from "./property.js";
import { VariableList } from "./variable-list.js";
import { Version } from "./version.js";

const schema = "https://schema.getpostman.com/json/collection/v2.1.0/collection.json";

export class Collection extends ItemGroup {
    // Said here because the bundler renames a class that mentions itself.
    static get name() { return "PostmanCollection"; }

    constructor(definition) {
        super(definition);
        this.variables = new VariableList(this, definition?.variable);
        const version = definition?.info?.version ?? definition?.version;
        if (version) this.version = new Version(version);
    }

    syncVariablesFrom(object, isTracking) {
        return this.variables.syncFromObject(object, isTracking);
    }
    syncVariablesTo(object) { return this.variables.syncToObject(object); }

    /** The collection as its file has it. */
    toJSON() {
        const { id, name, version, description, ...rest } = PropertyBase.toJSON(this);
        const info = { _postman_id: id, name, version, description, schema };
        for (const member of Object.keys(info)) if (info[member] === undefined) delete info[member];
        return { info, ...rest };
    }

    static isCollection(value) { return value instanceof Collection; }
}
