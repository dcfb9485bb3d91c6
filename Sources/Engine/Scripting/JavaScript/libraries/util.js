module.exports = require("util/util.js");
