// Modules of Node and its registry that few scripts require; modules.js of the sandbox provides them.

export { csvModule, parseCSV } from "./csv.js";
export { files, system } from "./host-stubs.js";
export { completeURL } from "./url.js";
export { completeUtil, isDeepStrictEqual } from "./util.js";
