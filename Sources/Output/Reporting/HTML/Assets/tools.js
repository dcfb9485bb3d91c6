// Search, filters and the order of rows.

import { fill, manyRows, open } from "./details.js";

const delay = 120;

function make(name, properties = {}, ...children) {
    const element = Object.assign(document.createElement(name), properties);
    element.append(...children);
    return element;
}

/** Returns a list of choices, or nothing if there is only one. */
function chooser(label, options) {
    const first = make("option", { value: "", textContent: label });
    const select = make("select", { ariaLabel: label }, first);
    for (const [value, text] of options) {
        select.append(make("option", { value, textContent: text }));
    }
    return options.length > 1 ? select : undefined;
}

function verdicts(rows) {
    const count = (test) => rows.all.filter(test).length;
    const choices = [
        ["", "All", rows.all.length],
        ["ko", "Failed", count((row) => row.verdict === "ko")],
        ["ok", "Passed", count((row) => row.verdict === "ok")],
        ["sk", "Skipped", count((row) => row.verdict === "sk")],
        ["wa", "Warned", count((row) => row.hasWarnings)],
    ].filter(([value, , number]) => value === "" || number > 0);
    const field = make("fieldset", { className: "verdicts", ariaLabel: "Verdict" });
    for (const [value, text, number] of choices) {
        const defaultChecked = value === "";
        const radio = make("input", { type: "radio", name: "verdict", value, defaultChecked });
        field.append(make("label", {}, radio, `${text} ${number}`));
    }
    return field;
}

const statusNames = {
    1: "1xx", 2: "2xx", 3: "3xx", 4: "4xx", 5: "5xx", 9: "no response", 0: "not sent",
};

function statuses(rows) {
    const found = [...new Set(rows.all.map((row) => row.status))].sort();
    return chooser("Any status", found.map((status) => [status, statusNames[status] ?? status]));
}

/** Returns every folder with rows, and the folders around them. */
function folders(rows) {
    const names = new Set();
    for (const { headings } of rows.all) {
        const parts = headings[2]?.textContent.split(" / ") ?? [];
        parts.forEach((_, index) => names.add(parts.slice(0, index + 1).join(" / ")));
    }
    return chooser("Any folder", [...names].map((name) => [name, name]));
}

function headings(rows, level, label) {
    const found = [...new Set(rows.all.map((row) => row.headings[level]))].filter(Boolean);
    const options = found.map((heading, index) => [`${index}`, heading.textContent]);
    return { found, select: chooser(label, options) };
}

/** Creates the controls of the bar. */
function controls(rows) {
    const search = make("input", { type: "search", ariaLabel: "Search" });
    search.placeholder = "Search ( / )";
    search.title = "Finds words in names, addresses, headers, bodies, tests and the console";
    return {
        search,
        verdict: verdicts(rows),
        status: statuses(rows),
        folder: folders(rows),
        iteration: headings(rows, 1, "Any iteration"),
        run: headings(rows, 0, "Any run"),
        order: chooser("In order", [["slow", "Slowest first"], ["fast", "Fastest first"]]),
        count: make("output", { ariaLive: "polite" }),
        openAll: make("button", { type: "button", textContent: "Open" }),
        closeAll: make("button", { type: "button", textContent: "Close" }),
    };
}

/** Creates the bar of the controls. */
function bar({ verdict, search, status, folder, iteration, run, order, ...rest }) {
    const selects = [status, folder, iteration.select, run.select, order].filter(Boolean);
    return make("form", { className: "tools", role: "search" }, verdict, search, ...selects,
        rest.openAll, rest.closeAll, rest.count);
}

/** Returns a test for the rows that the controls ask for. */
function filter({ search, verdict, status, folder, iteration, run }) {
    const words = search.value.trim().toLowerCase();
    const wanted = verdict.querySelector(":checked").value;
    const wantedFolder = folder?.value ?? "";
    const wantedIteration = iteration.found[iteration.select?.value || -1];
    const wantedRun = run.found[run.select?.value || -1];
    return (row) => {
        const isWanted = wanted === "wa" ? row.hasWarnings : row.verdict === wanted;
        if (wanted !== "" && !isWanted) return false;
        if (status?.value && row.status !== status.value) return false;
        if (wantedIteration && row.headings[1] !== wantedIteration) return false;
        if (wantedRun && row.headings[0] !== wantedRun) return false;
        const name = `${row.headings[2]?.textContent ?? ""} / `;
        if (wantedFolder && !name.startsWith(`${wantedFolder} / `)) return false;
        return words === "" || row.text.includes(words) || row.detailsContain(words);
    };
}

/** Opens the rows, or the first of them if they are many. */
function openRows(rows) {
    for (const { element } of rows.slice(0, manyRows)) {
        fill(element);
        element.open = true;
    }
}

/** Adds the bar above the rows. */
export function addTools(section, rows) {
    const parts = controls(rows);
    const tools = bar(parts);
    const reset = make("button", { type: "button", textContent: "Show all" });
    const none = make("p", { className: "none", hidden: true }, "No request is like that.", reset);
    section.querySelector("h2").after(tools);
    section.append(none);

    function update() {
        rows.sort(parts.order.value);
        const shown = rows.show(filter(parts));
        const all = rows.all.length;
        none.hidden = shown > 0;
        parts.count.value = shown === all ? "" : `${shown} of ${all}`;
        parts.openAll.title = shown > manyRows
            ? `Opens the first ${manyRows}` : "Opens all that are shown";
    }

    function showAll() {
        tools.reset();
        update();
    }

    let timer;
    tools.addEventListener("input", (event) => {
        clearTimeout(timer);
        timer = setTimeout(update, event.target === parts.search ? delay : 0);
    });
    tools.addEventListener("submit", (event) => event.preventDefault());
    reset.addEventListener("click", showAll);
    document.addEventListener("showall", showAll);
    parts.openAll.addEventListener("click", () =>
        openRows(rows.all.filter(({ element }) => !element.hidden)));
    parts.closeAll.addEventListener("click", () => {
        for (const { element } of rows.all) if (element.open) element.open = false;
    });
    watchKeys(parts.search, rows, showAll);
    update();
}

/** Keys: `/` searches, `n` and `p` go to the next and previous failure, Escape shows all. */
function watchKeys(search, rows, showAll) {
    let current = -1;
    const go = (step) => {
        const failed = rows.all.filter((row) => row.verdict === "ko" && !row.element.hidden);
        if (failed.length === 0) return;
        current = (current + step + failed.length) % failed.length;
        open(failed[current].element);
    };
    document.addEventListener("keydown", (event) => {
        if (event.ctrlKey || event.metaKey || event.altKey) return;
        if (event.target.matches?.("input, select, textarea")) {
            if (event.key === "Escape" && event.target === search) showAll();
            return;
        }
        if (event.key === "/") {
            event.preventDefault();
            search.focus();
        } else if (event.key === "n") go(1);
        else if (event.key === "p") go(current < 0 ? 0 : -1);
    });
}
