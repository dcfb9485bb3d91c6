// The versions that need no module of Node; as in older ones, the module itself is v4.
const versions = require("uuid");

module.exports = Object.assign((...given) => versions.v4(...given), versions);
