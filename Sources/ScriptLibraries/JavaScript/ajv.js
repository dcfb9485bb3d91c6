module.exports = require("ajv");
