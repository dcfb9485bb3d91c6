module.exports = require("url/url.js");
