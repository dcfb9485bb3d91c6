// Sets the chosen theme before anything is painted.

try {
    const theme = localStorage.getItem("posthaste-theme");
    if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
} catch {
    // Storage may be forbidden. The page then has the system's theme.
}
