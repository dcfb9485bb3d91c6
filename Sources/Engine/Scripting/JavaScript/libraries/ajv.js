// Ajv, whose instances compile the schema of schemas before they take one. That is 6 ms, and many
// scripts make an instance each time they run. So all of them ask one that compiled it already.

const Ajv = require("ajv");

const { validateSchema } = Ajv.prototype;

/** The schema of schemas that an instance uses without being asked to: draft 7. */
const usual = [
    undefined, "http://json-schema.org/draft-07/schema", "http://json-schema.org/draft-07/schema#",
];

/** The options that may change what this schema says. */
const changing = ["$data", "format", "formats", "keywords", "meta", "schemaId", "unknownFormats"];

let shared;

function isValid(schema, instance) {
    if (!usual.includes(schema.$schema)) return false;
    if (changing.some((name) => instance._opts[name] !== undefined)) return false;
    shared ??= new Ajv();
    return validateSchema.call(shared, schema);
}

// An invalid schema is left to the instance, which reports it in its own way.
Ajv.prototype.validateSchema = function validate(schema, throwsError) {
    if (!isValid(schema, this)) return validateSchema.call(this, schema, throwsError);
    this.errors = null;
    return true;
};

module.exports = Ajv;
