// The theme and the times.

const themes = ["system", "light", "dark"];

/** A button that goes through the themes. */
export function addThemeSwitch() {
    const root = document.documentElement;
    const button = document.createElement("button");
    button.type = "button";
    const show = () => (button.textContent = `Theme: ${root.dataset.theme ?? "system"}`);
    button.addEventListener("click", () => {
        const next = themes[(themes.indexOf(root.dataset.theme ?? "system") + 1) % themes.length];
        if (next === "system") delete root.dataset.theme;
        else root.dataset.theme = next;
        show();
        try {
            localStorage.setItem("posthaste-theme", next);
        } catch {
            // It holds for this page, then.
        }
    });
    show();
    document.querySelector("header")?.append(button);
}

/** Times in the reader's own zone. */
export function showLocalTimes() {
    for (const time of document.querySelectorAll("time")) {
        const moment = new Date(time.dateTime);
        time.title = time.textContent;
        time.textContent = moment.toLocaleString(undefined, { dateStyle: "long", timeStyle: "medium" });
    }
}
