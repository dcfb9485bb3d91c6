// What JavaScript adds to the page: rows that open at once, filters, a switch for the theme.
// Without it the page shows the same content in full.

import { addThemeSwitch, showLocalTimes } from "./page.js";
import { addTools } from "./tools.js";
import { Rows } from "./rows.js";
import { openBeforePrinting, watchDetails } from "./details.js";
import { watchFrames } from "./frames.js";

document.addEventListener("DOMContentLoaded", () => {
    // Moves the elements into the order that the style sheet shows, for screen readers.
    document.getElementById("summary")?.after(document.getElementById("findings") ?? "");
    const section = document.getElementById("requests");
    if (!section) return;
    addThemeSwitch();
    showLocalTimes();
    watchDetails();
    watchFrames();
    const rows = new Rows(section);
    if (rows.all.length > 0) addTools(section, rows);
    openBeforePrinting(rows);
});
