// The frames of pm.visualizer: as tall as what they show, and cut off from the network until somebody asks for it.

const policy = /<meta http-equiv="Content-Security-Policy"[^>]*>/;
const external = /(?:src|href)\s*=\s*["']?(?:https?:)?\/\//i;
const tallest = 1600;

/** Follows what frames tell of their height. */
export function watchFrames() {
    addEventListener("message", ({ source, data }) => {
        const height = Number(data?.visualizationHeight);
        if (!(height > 0)) return;
        for (const frame of document.querySelectorAll("iframe.visualization")) {
            if (frame.contentWindow === source) frame.style.height = `${Math.min(Math.ceil(height) + 2, tallest)}px`;
        }
    });
}

/** A button that lets a frame load what it names, where it names something elsewhere. */
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
    note.append("This template names scripts or pictures on other servers, which a report does not load by itself. ", button);
    frame.before(note);
}
