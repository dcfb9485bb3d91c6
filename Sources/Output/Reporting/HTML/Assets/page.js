// The theme and the times.

const themes = ["system", "light", "dark"];

/** Adds a button that switches the theme. */
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
            // The choice then lasts only for this page.
        }
    });
    show();
    document.querySelector("header")?.append(button);
}

/** Shows times in the reader's time zone. */
export function showLocalTimes() {
    for (const time of document.querySelectorAll("time")) {
        const moment = new Date(time.dateTime);
        time.title = time.textContent;
        const style = { dateStyle: "long", timeStyle: "medium" };
        time.textContent = moment.toLocaleString(undefined, style);
    }
}
