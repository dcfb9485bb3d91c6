// The details of rows: created from their text when a row is opened.

import { addNetworkButton } from "./frames.js";
import { colorJSON } from "./json.js";

/** The most rows that are opened for a printer or by one button. */
export const manyRows = 200;

/** Creates the details of a row. */
export function fill(item) {
    const source = item.querySelector(":scope > noscript");
    if (!source) return;
    const template = document.createElement("template");
    template.innerHTML = source.textContent;
    enhance(template.content);
    source.replaceWith(template.content);
}

function enhance(details) {
    for (const text of details.querySelectorAll("pre.json")) colorJSON(text);
    for (const figure of details.querySelectorAll("figure:has(pre)")) addCopyButton(figure);
    for (const frame of details.querySelectorAll("iframe")) addNetworkButton(frame);
}

function addCopyButton(figure) {
    if (!navigator.clipboard) return;
    const button = document.createElement("button");
    button.type = "button";
    button.className = "copy";
    button.textContent = "Copy";
    button.addEventListener("click", async () => {
        try {
            await navigator.clipboard.writeText(figure.querySelector("pre").textContent);
            button.textContent = "Copied";
        } catch {
            button.textContent = "Not allowed";
        }
        setTimeout(() => (button.textContent = "Copy"), 1500);
    });
    figure.append(button);
}

/** Creates details when rows are opened, and opens the row that an address or a link names. */
export function watchDetails() {
    document.addEventListener("toggle", ({ target }) => {
        if (target.open && target.matches?.(".item")) fill(target);
    }, true);
    addEventListener("hashchange", openNamed);
    document.addEventListener("click", (event) => {
        const link = event.target.closest?.("a[href^='#i']");
        if (link && link.getAttribute("href") === location.hash) openNamed();
    });
    openNamed();
}

function openNamed() {
    const item = document.getElementById(location.hash.slice(1));
    if (item?.matches(".item")) open(item);
}

/** Opens a row and brings it into view. */
export function open(item) {
    if (item.hidden) document.dispatchEvent(new Event("showall"));
    fill(item);
    item.open = true;
    item.scrollIntoView({ block: "start" });
    item.querySelector("summary").focus({ preventScroll: true });
}

/** Opens the rows that failed before the page is printed. */
export function openBeforePrinting(rows) {
    let opened = [];
    addEventListener("beforeprint", () => {
        const closed = rows.all.filter(({ element }) => !element.open && !element.hidden);
        opened = closed.filter((row) => row.verdict === "ko").slice(0, manyRows);
        for (const { element } of opened) {
            fill(element);
            element.open = true;
        }
    });
    addEventListener("afterprint", () => {
        for (const { element } of opened) element.open = false;
    });
}
