// Search and filters.

import { fill, manyRows, open } from "./details.js";

const delay = 120;

function make(name, properties = {}, ...children) {
    const element = Object.assign(document.createElement(name), properties);
    element.append(...children);
    return element;
}

/** A list to choose from, where there is a choice. */
function chooser(label, options) {
    const select = make("select", { ariaLabel: label }, make("option", { value: "", textContent: label }));
    for (const [value, text] of options) select.append(make("option", { value, textContent: text }));
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
        const radio = make("input", { type: "radio", name: "verdict", value, defaultChecked: value === "" });
        field.append(make("label", {}, radio, `${text} ${number}`));
    }
    return field;
}

const statusNames = { 1: "1xx", 2: "2xx", 3: "3xx", 4: "4xx", 5: "5xx", 9: "no response", 0: "not sent" };

function statuses(rows) {
    const found = [...new Set(rows.all.map((row) => row.status))].sort();
    return chooser("Any status", found.map((status) => [status, statusNames[status] ?? status]));
}

/** Every folder with rows in it, and those around them. */
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
    return { found, select: chooser(label, found.map((heading, index) => [`${index}`, heading.textContent])) };
}

/** Adds the bar above the rows. */
export function addTools(section, rows) {
    const search = make("input", { type: "search", placeholder: "Search ( / )", ariaLabel: "Search" });
    const deep = make("input", { type: "checkbox" });
    const choice = verdicts(rows);
    const status = statuses(rows);
    const folder = folders(rows);
    const iteration = headings(rows, 1, "Any iteration");
    const run = headings(rows, 0, "Any run");
    const count = make("output", { ariaLive: "polite" });
    const openAll = make("button", { type: "button", textContent: "Open" });
    const closeAll = make("button", { type: "button", textContent: "Close" });
    const selects = [status, folder, iteration.select, run.select].filter(Boolean);
    const tools = make("form", { className: "tools", role: "search" }, choice, search,
        make("label", { title: "Search headers, bodies, tests and the console, too" }, deep, "details"),
        ...selects, openAll, closeAll, count);
    const reset = make("button", { type: "button", textContent: "Show all" });
    const none = make("p", { className: "none", hidden: true }, "No request is like that.", reset);
    section.querySelector("h2").after(tools);
    section.append(none);

    function update() {
        const words = search.value.trim().toLowerCase();
        const verdict = choice.querySelector(":checked").value;
        const wantedFolder = folder?.value ?? "";
        const wantedIteration = iteration.found[iteration.select?.value || -1];
        const wantedRun = run.found[run.select?.value || -1];
        const shown = rows.show((row) => {
            if (verdict !== "" && row.verdict !== verdict && !(verdict === "wa" && row.hasWarnings)) return false;
            if (status?.value && row.status !== status.value) return false;
            if (wantedIteration && row.headings[1] !== wantedIteration) return false;
            if (wantedRun && row.headings[0] !== wantedRun) return false;
            const name = row.headings[2]?.textContent ?? "";
            if (wantedFolder && name !== wantedFolder && !name.startsWith(`${wantedFolder} / `)) return false;
            return words === "" || row.text.includes(words) || (deep.checked && row.details.includes(words));
        });
        none.hidden = shown > 0;
        count.value = shown === rows.all.length ? "" : `${shown} of ${rows.all.length}`;
        openAll.title = shown > manyRows ? `Opens the first ${manyRows}` : "Opens all that are shown";
    }

    function showAll() {
        tools.reset();
        update();
    }

    const visible = () => rows.all.filter(({ element }) => !element.hidden);
    let timer;
    tools.addEventListener("input", (event) => {
        clearTimeout(timer);
        timer = setTimeout(update, event.target === search ? delay : 0);
    });
    tools.addEventListener("submit", (event) => event.preventDefault());
    reset.addEventListener("click", showAll);
    document.addEventListener("showall", showAll);
    openAll.addEventListener("click", () => {
        for (const { element } of visible().slice(0, manyRows)) {
            fill(element);
            element.open = true;
        }
    });
    closeAll.addEventListener("click", () => {
        for (const { element } of rows.all) if (element.open) element.open = false;
    });
    watchKeys(search, rows, showAll);
    update();
}

/** `/` searches, `n` and `p` go to the next and previous failure, Escape shows all. */
function watchKeys(search, rows, showAll) {
    let current = -1;
    const go = (step) => {
        const failed = rows.all.filter(({ element, verdict }) => verdict === "ko" && !element.hidden);
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
