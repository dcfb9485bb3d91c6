// The rows of the page, and which of them are shown.

const levels = { run: 0, iteration: 1, folder: 2 };
const rowHeight = 38;

const levelOf = (heading) => levels[heading.className] ?? 2;

/** One row, and the words that find it. */
class Row {
    constructor(element, headings) {
        this.element = element;
        this.headings = headings;
        const status = element.querySelector(".s")?.className ?? "";
        this.status = status.slice(-1);
        this.verdict = element.classList[1];
        this.hasWarnings = element.classList.contains("wa");
    }

    get name() {
        return this.element.querySelector(".n").textContent;
    }

    /** The text of the row in lower case; kept, because every key press needs it. */
    get text() {
        const texts = [this.element.querySelector("summary"), ...this.headings];
        this.words ??= texts.map((element) => element?.textContent ?? "").join(" ").toLowerCase();
        return this.words;
    }

    /** The text of the details in lower case; not kept, because it may be most of the page. */
    get details() {
        const unread = this.element.querySelector(":scope > noscript");
        if (!unread) return this.element.textContent.toLowerCase();
        return unread.textContent.replace(/<[^>]*>/g, " ").replace(/&lt;/g, "<")
            .replace(/&gt;/g, ">").replace(/&amp;/g, "&").toLowerCase();
    }
}

export class Rows {
    constructor(section) {
        this.all = [];
        this.sequence = [];
        this.chunks = [...section.querySelectorAll(".chunk")];
        const current = [];
        for (const element of section.querySelectorAll("h3, .item")) {
            if (element.localName === "h3") {
                const level = levelOf(element);
                current.length = level;
                current[level] = element;
                this.sequence.push({ heading: element, level });
            } else {
                const row = new Row(element, [...current]);
                this.all.push(row);
                this.sequence.push({ row });
            }
        }
    }

    /** Shows the rows that pass the test, and the headings above them; returns how many. */
    show(test) {
        let count = 0;
        const pending = [];
        const shown = new Map();
        for (const { heading, level, row } of this.sequence) {
            if (heading) {
                heading.hidden = true;
                pending.length = level;
                pending[level] = heading;
                continue;
            }
            const isShown = test(row);
            if (row.element.hidden === isShown) row.element.hidden = !isShown;
            if (!isShown) continue;
            count += 1;
            const chunk = row.element.parentElement;
            shown.set(chunk, (shown.get(chunk) ?? 0) + 1);
            for (const above of pending) if (above) above.hidden = false;
            pending.length = 0;
        }
        const isFiltered = count < this.all.length;
        for (const chunk of this.chunks) {
            const rows = shown.get(chunk) ?? 0;
            chunk.hidden = rows === 0;
            // The estimated height of a chunk until it is laid out.
            chunk.style.containIntrinsicHeight = isFiltered ? `${rows * rowHeight}px` : "";
        }
        return count;
    }
}
