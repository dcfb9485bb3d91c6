// What scripts can require: the embedded libraries, the modules that the sandbox provides, the user's own.

import { exportPart } from "sandbox";
import { requirePackage } from "./package-require.js";
import { provideModules } from "./provided.js";
import { library, require, requireFor } from "./require.js";

provideModules();
exportPart("modules", { library, require, requireFor, requirePackage });
