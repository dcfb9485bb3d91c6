// The engine's own stacks of errors whose `stack` scripts see in the form of Node.

import { NativeWeakMap } from "./primordials.js";

/** Error → the stack that the engine gave it. */
export const rawStacks = new NativeWeakMap();
