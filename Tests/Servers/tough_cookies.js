// The cookie jar that Newman uses (Debian's node-tough-cookie), to compare ours with.
//
// A pre-request script once esbuild has bundled it, so that no Node is needed. The variable
// `question` has a URL, and either a saved jar to read or Set-Cookie lines for an empty jar to take
// from that URL. The variables `jar` and `header` are the answer: the jar as it is saved, and the
// Cookie header for the URL.

import { CookieJar } from "tough-cookie";

const { url, saved, lines } = JSON.parse(pm.environment.get("question"));
const jar = saved ? CookieJar.fromJSON(saved) : new CookieJar(undefined, { looseMode: true });
for (const line of lines) jar.setCookieSync(line, url, { ignoreError: true });
pm.environment.set("jar", JSON.stringify(jar.toJSON()));
pm.environment.set("header", jar.getCookieStringSync(url));
pm.execution.skipRequest();
