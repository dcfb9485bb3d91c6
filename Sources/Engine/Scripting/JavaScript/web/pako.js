// The library behind CompressionStream and DecompressionStream.

const { Deflate, Inflate } = require("pako");

export { Deflate, Inflate };
