module.exports = require("backbone/backbone.js");
