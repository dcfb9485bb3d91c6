module.exports = require("chai/chai.js");
