// What the console needs, evaluated when a script first writes to it.

import { exportPart } from "sandbox";
import { makeConsole } from "./console.js";
import { format } from "./format.js";
import { inspect } from "./inspect.js";

exportPart("console", { format, inspect, makeConsole });
