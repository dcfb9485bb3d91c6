// What few scripts ask for of Node and its registry: modules (the part `modules` provides them), the
// legacy `_`, console.table.

export { cryptoMember } from "./crypto-js-paths.js";
export { csvModule, parseCSV } from "./csv.js";
export { files, system } from "./host-stubs.js";
export { makeLegacyLodash } from "./lodash3.js";
export { table } from "./table.js";
export { completeURL } from "./url.js";
export { completeUtil, isDeepStrictEqual } from "./util.js";
