/// Tags and markup that each item of a page has.
enum HTMLTags {
    static let summary = HTML.Tags("summary")
    static let noscript = HTML.Tags("noscript")
    static let detail = HTML.Tags("div", class: "detail")
    static let space = HTML { $0.add(" ") }
    static let lineEnd = HTML { $0.add("\n") }

    static let passed = HTML { $0.element("b", class: "v", text: "passed") }
    static let failed = HTML { $0.element("b", class: "v", text: "failed") }
    static let skipped = HTML { $0.element("b", class: "v", text: "skipped") }
    static let name = HTML.Tags("span", class: "n")
    static let path = HTML.Tags("i")
    static let tests = HTML.Tags("span", class: "t")
    static let failedTests = HTML.Tags("span", class: "t ko")
    static let size = HTML.Tags("span", class: "z")
    static let time = HTML.Tags("span", class: "d")
    static let timeline = HTML.Tags("span", class: "w")
    static let getMethod = HTML.Tags("b", class: "m get")
    static let postMethod = HTML.Tags("b", class: "m post")
    static let putMethod = HTML.Tags("b", class: "m put")
    static let deleteMethod = HTML.Tags("b", class: "m delete")
    static let otherMethod = HTML.Tags("b", class: "m")
    static let statuses =
        ([
            "s s0", "s s1", "s s2", "s s3", "s s4", "s s5", "s s6", "s s7", "s s8", "s s9",
        ] as [Markup]).map { HTML.Tags("b", class: $0) }
    static let heading = HTML.Tags("h4")
    static let list = HTML.Tags("ul")
    static let testList = HTML.Tags("ul", class: "tests")
    static let passedTest = HTML.Tags("li", class: "ok")
    static let skippedTest = HTML.Tags("li", class: "sk")
    static let line = HTML.Tags("p", class: "line")
    static let facts = HTML.Tags("p", class: "facts")
    static let shortFacts = HTML.Tags("span", class: "facts")
    static let url = HTML.Tags("code", class: "url")

    static let headers = HTML.Tags("details", class: "headers")
    static let table = HTML.Tags("table")
    static let row = HTML.Tags("tr")
    static let rowName = HTML.Tags("th", .init("scope", "row"))
    static let cell = HTML.Tags("td")
    static let phases = HTML.Tags("div", class: "phases")
    static let phaseBar = HTML.Tags("p", class: "bar", .init("aria-hidden", "true"))
    /// The part of the bar for each phase of an exchange; its width ends the last attribute.
    static let phaseBars = phaseMarks.map {
        HTML.Tags("i", class: $0, .init("style", "flex-grow:"))
    }
    static let phaseItems = phaseMarks.map { HTML.Tags("li", class: $0) }
    static let phaseNames =
        ([
            "prepare ", "wait ", "DNS lookup ", "TCP handshake ", "TLS handshake ", "first byte ",
            "download ", "process ",
        ] as [Markup]).map { name in HTML { $0.add(name) } }
    private static let phaseMarks: [Markup] = ["p0", "p1", "p2", "p3", "p4", "p5", "p6", "p7"]

    static let figure = HTML.Tags("figure")
    static let caption = HTML.Tags("figcaption")
    static let captionFacts = HTML.Tags("span")
    static let json = HTML.Tags("pre", class: "json", .init("tabindex", "0"))
    static let text = HTML.Tags("pre", .init("tabindex", "0"))
}
