module.exports = require("tv4/tv4.js");
