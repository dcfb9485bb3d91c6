// The members of `pm` that few scripts use.

import { exportPart } from "sandbox";
import { makeExecution } from "./execution.js";
import { vault } from "./vault.js";
import { visualizer } from "./visualizer.js";

exportPart("members", { makeExecution, vault, visualizer });
