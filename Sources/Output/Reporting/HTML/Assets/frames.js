// The frames of pm.visualizer: as tall as their content, and without network until the reader asks
// for it.

const policy = /<meta http-equiv="Content-Security-Policy"[^>]*>/;
const external = /(?:src|href)\s*=\s*["']?(?:https?:)?\/\//i;
const tallest = 1600;

/** Follows the heights that frames report. */
export function watchFrames() {
    addEventListener("message", ({ source, data }) => {
        const height = Number(data?.visualizationHeight);
        if (!(height > 0)) return;
        for (const frame of document.querySelectorAll("iframe.visualization")) {
            if (frame.contentWindow !== source) continue;
            frame.style.height = `${Math.min(Math.ceil(height) + 2, tallest)}px`;
        }
    });
}

/** Adds a button that lets a frame load what it names on other servers, if it names anything. */
export function addNetworkButton(frame) {
    if (!external.test(frame.srcdoc)) return;
    const note = document.createElement("p");
    note.className = "facts";
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = "Load it";
    button.addEventListener("click", () => {
        frame.srcdoc = frame.srcdoc.replace(policy, "");
        note.remove();
    });
    const reason = "This template names scripts or pictures on other servers, which a report does "
        + "not load by itself. ";
    note.append(reason, button);
    frame.before(note);
}
