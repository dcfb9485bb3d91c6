// The cookie jar that Newman uses (Debian's node-tough-cookie), to compare ours with.
//
// usage: node tough_cookies.js URL JAR [LINE...]
//
// Without lines, JAR is read, and the Cookie header for the URL printed. With Set-Cookie lines, an
// empty jar takes them from the URL, is written to JAR, and the same is printed.

const fs = require("fs");
const { CookieJar } = require("tough-cookie");

const [url, path, ...lines] = process.argv.slice(2);
const jar = lines.length === 0
    ? CookieJar.fromJSON(fs.readFileSync(path, "utf8"))
    : new CookieJar(undefined, { looseMode: true });
for (const line of lines) jar.setCookieSync(line, url, { ignoreError: true });
if (lines.length > 0) fs.writeFileSync(path, JSON.stringify(jar.toJSON()));
console.log(jar.getCookieStringSync(url));
