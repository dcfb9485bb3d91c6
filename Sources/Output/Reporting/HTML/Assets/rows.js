// The rows of the page, and which of them are shown.

const chunkSize = 40;
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

    /** How long the response took, in milliseconds; less than nothing without a response. */
    get time() {
        return Number(this.element.querySelector(".w i")?.style.getPropertyValue("--d") ?? -1);
    }

    /**
     * Whether the details contain a text in lower case.
     *
     * They may be most of the page. So they are not kept, and taken apart only if the text is
     * somewhere in their source.
     */
    detailsContain(words) {
        const unread = this.element.querySelector(":scope > noscript");
        if (!unread) return this.element.textContent.toLowerCase().includes(words);
        const source = unread.textContent.toLowerCase();
        const escaped = words.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");
        if (!source.includes(escaped)) return false;
        return source.replace(/<[^>]*>/g, " ").includes(escaped);
    }
}

export class Rows {
    constructor(section) {
        this.all = [];
        this.sequence = [];
        this.chunks = [...section.querySelectorAll(".chunk")];
        this.order = "";
        this.sorted = [];
        this.sortedChunks = [];
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

    /** Puts the rows into an order: as they ran, the slowest first, or the fastest first. */
    sort(order) {
        if (order === this.order) return;
        this.order = order;
        for (const row of this.all) row.home ??= row.element.parentElement;
        this.sorted = order === "" ? [] : this.sequence.flatMap(({ row }) => row ?? []);
        const sign = order === "fast" ? 1 : -1;
        this.sorted.sort((one, other) => sign * (one.time - other.time));
        for (const { heading } of this.sequence) if (heading) heading.hidden = true;
        for (const chunk of this.sortedChunks) chunk.remove();
        this.sortedChunks = [];
        if (order === "") this.restore();
        for (let start = 0; start < this.sorted.length; start += chunkSize) {
            const chunk = document.createElement("div");
            chunk.className = start === 0 ? "chunk first" : "chunk";
            chunk.append(...this.sorted.slice(start, start + chunkSize).map((row) => row.element));
            this.sortedChunks.push(chunk);
        }
        this.chunks.at(-1)?.after(...this.sortedChunks);
    }

    /** Puts the rows back to where they were, behind the headings above them. */
    restore() {
        for (const { heading, row } of this.sequence) {
            const element = heading ?? row.element;
            const home = heading ? heading.parentElement : row.home;
            if (home.classList.contains("chunk")) home.append(element);
        }
    }

    /** Shows the rows that pass the test, and the headings above them; returns how many. */
    show(test) {
        let count = 0;
        const pending = [];
        const shown = new Map();
        const isSorted = this.order !== "";
        const sequence = isSorted ? this.sorted.map((row) => ({ row })) : this.sequence;
        for (const { heading, level, row } of sequence) {
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
        for (const chunk of [...this.chunks, ...this.sortedChunks]) {
            const rows = shown.get(chunk) ?? 0;
            chunk.hidden = rows === 0;
            // The estimated height of a chunk until it is laid out.
            chunk.style.containIntrinsicHeight = isFiltered ? `${rows * rowHeight}px` : "";
        }
        return count;
    }
}
