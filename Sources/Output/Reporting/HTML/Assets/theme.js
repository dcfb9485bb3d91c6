// The chosen theme, in place before anything is painted.

try {
    const theme = localStorage.getItem("posthaste-theme");
    if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
} catch {
    // Storage may be forbidden; the system's theme it is, then.
}
