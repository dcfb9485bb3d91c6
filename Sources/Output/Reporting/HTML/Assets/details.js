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
    for (const figure of details.querySelectorAll("figure:has(pre)")) {
        addCopyButton(figure, figure.querySelector("pre"));
    }
    for (const url of details.querySelectorAll(".line > .url")) {
        addCopyButton(url.parentElement, url, "copy inline");
    }
    for (const text of details.querySelectorAll("pre.console")) {
        addCopyButton(text.previousElementSibling, text, "copy inline");
    }
    for (const frame of details.querySelectorAll("iframe")) addNetworkButton(frame);
}

/** Adds a button to a place that copies the text of an element. */
function addCopyButton(place, element, className = "copy") {
    const button = document.createElement("button");
    button.type = "button";
    button.className = className;
    button.textContent = "Copy";
    button.addEventListener("click", async () => {
        button.textContent = (await copy(element)) ? "Copied" : "Not allowed";
        setTimeout(() => (button.textContent = "Copy"), 1500);
    });
    place.append(button);
}

/** Copies the text of an element; returns whether the browser allowed it. */
async function copy(element) {
    try {
        await navigator.clipboard.writeText(element.textContent);
        return true;
    } catch {
        // A page from a server without TLS has no clipboard, but may copy what is selected.
        getSelection().selectAllChildren(element);
        return document.execCommand("copy");
    }
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
