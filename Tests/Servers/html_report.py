"""What a person finds in an HTML report: by Chromium, with and without JavaScript, and by a strict parser.

usage: html_report.py REPORT

Prints one fact per line; a case says which ones it expects.
"""

import os
import sys
import tempfile

import html5lib

from chromium import Chromium

HELPERS = """
const shown = () => [...document.querySelectorAll('.item')].filter(i => i.getClientRects().length > 0)
    .map(i => i.querySelector('.n').firstChild.data.trim()).join(', ');
// Longer than the page waits for the next key.
const settled = () => new Promise(done => setTimeout(() => requestAnimationFrame(done), 200));
const choose = async (label, text) => {
    const select = [...document.querySelectorAll('.tools select')].find(s => s.ariaLabel === label);
    select.value = [...select.options].find(o => o.textContent === text).value;
    select.dispatchEvent(new Event('input', { bubbles: true }));
    await settled();
    return shown();
};
const press = async verdict => {
    document.querySelector(`.verdicts input[value="${verdict}"]`).click();
    await settled();
    return shown();
};
const search = async text => {
    const field = document.querySelector('.tools input[type=search]');
    field.value = text;
    field.dispatchEvent(new Event('input', { bubbles: true }));
    await settled();
    return shown() || document.querySelector('.none').firstChild.data;
};
// A frame is loaded once it is in view, and its height follows its messages.
const frame = async id => {
    const row = document.getElementById(id);
    row.open = true;
    await settled();
    const frame = row.querySelector('iframe');
    frame.scrollIntoView();
    for (let tries = 0; tries < 50 && frame.style.height === ''; tries++) await settled();
    return parseInt(frame.style.height) > 40;
};
// Words that are on two lines, though they would fit on one.
const brokenWords = () => {
    const found = new Set();
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const range = document.createRange();
    while (texts.nextNode()) {
        for (const { 0: word, index } of texts.currentNode.data.matchAll(/[a-z]{2,20}/gi)) {
            range.setStart(texts.currentNode, index);
            range.setEnd(texts.currentNode, index + word.length);
            if (new Set([...range.getClientRects()].map(r => r.top)).size > 1) found.add(word);
        }
    }
    return [...found].join(', ');
};
const showAll = async () => {
    document.querySelector('.none button').click();
    await settled();
    return shown();
};
"""

WITH_SCRIPTS = [
    ("title", "document.title"),
    ("sections", "[...document.querySelectorAll('h2')].map(h => h.textContent.trim()).join(', ')"),
    ("counts", "[...document.querySelectorAll('.counts > div')].slice(0, 2)"
        ".map(d => [...d.children].map(c => c.textContent).join(' ')).join('; ')"),
    ("failures", "[...document.querySelectorAll('.failures a')].map(a => a.textContent).join(', ')"),
    ("rows", "shown()"),
    ("failed", "press('ko')"),
    ("skipped", "press('sk')"),
    ("all", "press('')"),
    ("status 4xx", "choose('Any status', '4xx')"),
    ("any status", "choose('Any status', 'Any status')"),
    ("folder", "choose('Any folder', 'Orders / Changes')"),
    ("any folder", "choose('Any folder', 'Any folder')"),
    ("search", "search('CREATE')"),
    ("search for a body's text", "search('needle in a body')"),
    ("search without a result", "search('nowhere at all')"),
    ("show all", "showAll()"),
    ("slowest first", "choose('In order', 'Slowest first').then(names => names + '; '"
        " + [...document.querySelectorAll('.item')].map(i => i.querySelector('.w i'))"
        ".filter(i => i?.getClientRects().length).map(i => +i.style.getPropertyValue('--d'))"
        ".every((time, index, times) => index === 0 || times[index - 1] >= time))"),
    ("headings of sorted rows", "[...document.querySelectorAll('#requests h3')].filter("
        "h => h.getClientRects().length).length"),
    ("in order again", "choose('In order', 'In order')"),
    ("details before", "document.querySelectorAll('.detail').length"),
    ("link opens", "(document.querySelector('.failures a').click(), settled())"
        ".then(() => document.querySelector('.item[open] .n').firstChild.data.trim())"),
    ("details", "[...document.querySelectorAll('.item[open] h4')].map(h => h.textContent).join(', ')"),
    ("body", "document.querySelector('.item[open] pre.json').textContent.replace(/\\s+/g, ' ')"),
    ("copied", "(async () => { const button = document.querySelector('.item[open] .copy');"
        " button.click(); await settled(); return button.textContent; })()"),
    ("colours", "document.querySelectorAll('.item[open] pre.json .name').length > 0"),
    ("GraphQL", "(document.getElementById('i1').open = true, settled()).then(() =>"
        " [...document.querySelectorAll('#i1 figure pre')].slice(0, 2)"
        ".map(p => p.textContent).join(' and ').replace(/\\n/g, '⏎'))"),
    ("frame", "frame('i2')"),
    ("theme", "(document.querySelector('header button').click(), document.documentElement.dataset.theme)"),
    ("key", "(document.dispatchEvent(new KeyboardEvent('keydown', { key: '/' })),"
        " document.activeElement.type)"),
]

# On a phone, with all rows open.
NARROW = [
    ("width", "([...document.querySelectorAll('.tools button')].find(b => b.textContent === 'Open')"
        ".click(), document.querySelectorAll('.headers').forEach(h => h.open = true), settled())"
        ".then(() => document.documentElement.scrollWidth)"),
    ("broken words", "brokenWords()"),
]

WITHOUT_SCRIPTS = [
    ("title", "document.title"),
    ("findings before rows", "document.getElementById('findings').getBoundingClientRect().top"
        " < document.getElementById('requests').getBoundingClientRect().top"),
    ("rows", "shown()"),
    ("details", "(document.getElementById('i2').open = true, document.getElementById('i2').scrollIntoView(),"
        " [...document.querySelectorAll('#i2 h4')].map(h => h.textContent).join(', '))"),
    ("body", "document.querySelector('#i2 pre.json').innerText.replace(/\\s+/g, ' ')"),
    ("tools", "document.querySelectorAll('.tools').length"),
]


def browse(browser, report, facts, name):
    browser.open("file://" + os.path.abspath(report))
    browser.evaluate(HELPERS + "; 0")
    for fact, expression in facts:
        print(f"{name}{fact}: {browser.evaluate(expression)}")


def main():
    (report,) = sys.argv[1:]
    with open(report, "rb") as file:
        text = file.read()
    for has_scripts in (False, True):
        parser = html5lib.HTMLParser()
        parser.parse(text, scripting=has_scripts)
        for place, code, _ in parser.errors:
            print(f"malformed: {code} at {place}")
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        browser = Chromium(folder)
        for domain in ("Page", "Runtime", "Network", "Log"):
            browser.ask(f"{domain}.enable")
        browse(browser, report, WITH_SCRIPTS, "")
        browser.ask(
            "Emulation.setDeviceMetricsOverride", width=360, height=800, deviceScaleFactor=1,
            mobile=True)
        browse(browser, report, NARROW, "on a phone, ")
        browser.ask("Emulation.clearDeviceMetricsOverride")
        browser.ask("Emulation.setScriptExecutionDisabled", value=True)
        browse(browser, report, WITHOUT_SCRIPTS, "without JavaScript, ")
        browser.close()
    # The policy of a frame may stop a request that the browser has announced.
    blocked = {
        message["params"]["requestId"] for message in browser.passed
        if message.get("params", {}).get("blockedReason") == "csp"}
    for message in browser.passed:
        about = message.get("params", {})
        match message.get("method"):
            case "Network.requestWillBeSent":
                address = about["request"]["url"]
                is_local = address.startswith(("file:", "data:"))
                if not is_local and about["requestId"] not in blocked:
                    print(f"loaded: {address[:80]}")
            case "Page.javascriptDialogOpening":
                print(f"dialog: {about['message']}")
            case "Runtime.exceptionThrown":
                print(f"exception: {about['exceptionDetails']['text']}")
    print("done")


if __name__ == "__main__":
    main()
