// The module `url`: Node's older functions, and the URL of the web.

/** A file URL's path. */
function fileURLToPath(url) {
    const { protocol, pathname } = new URL(url);
    if (protocol !== "file:") throw new TypeError("The URL must be of scheme file");
    return decodeURIComponent(pathname);
}

export function completeURL(url) {
    return {
        ...url,
        URL,
        URLSearchParams,
        fileURLToPath,
        pathToFileURL: (path) =>
            new URL(`file://${encodeURI(String(path)).replace(/[?#]/g, encodeURIComponent)}`),
        domainToASCII: (domain) => hostOf(domain),
        urlToHttpOptions: ({ protocol, hostname, port, pathname, search, hash, href }) => ({
            protocol,
            hostname,
            hash,
            search,
            pathname,
            path: pathname + search,
            href,
            ...port && { port: Number(port) },
        }),
    };
}

function hostOf(domain) {
    try {
        return new URL(`http://${domain}/`).hostname;
    } catch {
        return "";
    }
}
