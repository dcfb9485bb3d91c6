// What the sandbox knows about the engine's own stacks, apart from how it shows them.

import { NativeMap, NativeWeakMap } from "./primordials.js";

/** Error → the stack that the engine gave it, if scripts see that in the form of Node. */
export const rawStacks = new NativeWeakMap();

/**
 * Number of a script, or path of a module → what was inserted into its code: `line`, `column` and
 * `length` of each, in the order of the code.
 */
export const insertions = new NativeMap();

/** Path of a module → the function around its code. */
export const moduleBodies = new NativeMap();
