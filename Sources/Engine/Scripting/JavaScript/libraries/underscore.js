module.exports = require("underscore/underscore.js");
