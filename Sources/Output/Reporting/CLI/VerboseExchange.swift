import HTTPModel
import RunModel

/// The lines that `--verbose` adds below a request line: sizes, header lines, bodies, phases.
struct VerboseExchange {
    /// The exchange.
    let record: RequestRecord
    /// The response.
    let response: HTTPResponse
    /// The width that lines of bodies are broken at, or nil to keep lines whole.
    let width: Int?
    /// The symbols that it is drawn with.
    let symbols: Symbols

    /// How many characters of a body are shown, as in Newman.
    private static let shownCharacters = 2_048
    /// How many bytes of a body are looked at for them.
    private static let excerptSize = shownCharacters * 4

    func append(to text: inout TerminalText) {
        appendSizes(to: &text)
        append(record.request.headers, symbols.up, to: &text)
        append(response.headers, symbols.down, to: &text)
        if let body = record.request.body, body.count > 0 { appendRequestBody(body, to: &text) }
        if !response.body.isEmpty { appendResponseBody(to: &text) }
        appendPhases(to: &text)
    }

    private func appendSizes(to text: inout TerminalText) {
        let cookies = response.headers.values(named: "Set-Cookie").count
        let received = HumanUnits.size(response.headerSize + response.downloadedSize)
        text.add("  ")
        text.begin(response.status < 400 ? .green : .red)
        text.add("\(response.status)")
        if !response.reason.isEmpty {
            text.add(" ")
            text.foreign(response.reason)
        }
        text.end()
        text.begin(.gray)
        let (star, up, down) = (" \(symbols.star) ", symbols.up, symbols.down)
        text.add("\(star)\(symbols.time(response.timings.total)) time")
        text.add("\(star)\(HumanUnits.size(sentSize))\(up) \(received)\(down) size")
        text.add("\(star)\(record.request.headers.fields.count)\(up)")
        text.add(" \(response.headers.fields.count)\(down) headers")
        text.add("\(star)\(cookies) cookies")
        text.end()
        text.add("\n")
    }

    /// Appends header lines, each behind the arrow of its direction.
    private func append(_ headers: HTTPHeaders, _ arrow: String, to text: inout TerminalText) {
        for field in headers.fields {
            let line = TerminalText.printable("\(field.name): \(field.value)", keepsLines: false)
            let shown = line.prefix(Self.shownCharacters)
            let pieces = width.map { LineBreaker.wrap(shown, width: $0) } ?? [shown]
            for (index, piece) in pieces.enumerated() {
                text.add("  \(index == 0 ? arrow : " ") \(piece)", .gray)
                text.add("\n")
            }
        }
    }

    /// The bytes of the request: start line, header lines, body.
    private var sentSize: Int {
        let request = record.request
        let head = request.headers.fields.reduce(
            request.method.utf8.count + request.url.utf8.count + 14
        ) { $0 + $1.name.utf8.count + $1.value.utf8.count + 4 }
        return head + (request.body?.count ?? 0)
    }

    private func appendRequestBody(_ body: HTTPBody, to text: inout TerminalText) {
        var bytes: [UInt8] = []
        for piece in body.pieces where bytes.count <= Self.excerptSize {
            switch piece {
            case .bytes(let part): bytes += part.prefix(Self.excerptSize + 1)
            case .file(let path, let size): bytes += "<\(path), \(size) bytes>".utf8
            }
        }
        let size = HumanUnits.size(body.count)
        let heading = "\(symbols.up) \(requestMode) \(symbols.star) \(size)"
        let shown = BodyExcerpt.text(bytes, limit: Self.excerptSize)
        let isCut = bytes.count > Self.excerptSize
        appendFrame(heading, shown, of: body.count, isCut: isCut, to: &text)
    }

    private var requestMode: String {
        let type = MediaType(record.request.headers).name
        switch type {
        case "application/x-www-form-urlencoded": return "urlencoded"
        case "multipart/form-data": return "formdata"
        default:
            if case .file? = record.request.body?.pieces.first { return "file" }
            return "raw"
        }
    }

    private func appendResponseBody(to text: inout TerminalText) {
        let type = MediaType(response.headers)
        let parts = [
            type.name, type.family, type.format, type.charset, HumanUnits.size(response.bodySize),
        ]
        let known = parts.filter { !$0.isEmpty }.joined(separator: " \(symbols.star) ")
        let heading = "\(symbols.down) \(known)"
        let shown = BodyExcerpt.text(of: response, limit: Self.excerptSize)
        let isCut = response.body.count > Self.excerptSize
        appendFrame(heading, shown, of: response.bodySize, isCut: isCut, to: &text)
    }

    /// Appends the beginning of a text of so many bytes; `isCut` says that it is not all of it.
    private func appendFrame(
        _ heading: String, _ decoded: String?, of total: Int, isCut: Bool,
        to text: inout TerminalText
    ) {
        text.begin(.gray)
        text.add("  \(symbols.frame.top) ")
        text.foreign(heading)
        text.end()
        text.add("\n")
        let shown = String((decoded ?? "<not text>").prefix(Self.shownCharacters))
        let printable = TerminalText.printable(shown, keepsLines: true)
        for line in printable.split(separator: "\n") {
            for piece in LineBreaker.cut(line, width: width ?? .max) {
                text.add("  \(symbols.frame.middle) ", .gray)
                text.add(String(piece) + "\n")
            }
        }
        // Sizes do not show that: masks make a text longer or shorter.
        if let decoded, isCut || shown.utf8.count < decoded.utf8.count {
            let sizes = "\(HumanUnits.size(shown.utf8.count))/\(HumanUnits.size(total))"
            text.add("  \(symbols.frame.middle) (showing \(sizes))", .gray)
            text.add("\n")
        }
        text.add("  \(symbols.frame.bottom)", .gray)
        text.add("\n")
    }

    /// Writes the phases of the exchange, a column each; as a sentence if the terminal is narrow.
    private func appendPhases(to text: inout TerminalText) {
        let columns = ExchangePhases.spelled(
            response.timings, isSecure: record.request.url.hasPrefix("https:")
        ).map { (name: $0.name, time: symbols.time($0.time)) }
        let full = columns.reduce(2) { $0 + max($1.name.count, $1.time.count) + 3 } - 3
        if let width, full > width {
            let phrase = columns.map { "\($0.name) \($0.time)" }.joined(separator: ", ")
            for line in LineBreaker.wrap(phrase[...], width: width - 2) {
                text.add("  \(line)", .gray)
                text.add("\n")
            }
            return
        }
        for line in [columns.map(\.name), columns.map(\.time)] {
            var shown = "  "
            for (index, cell) in line.enumerated() {
                shown += cell
                guard index < line.count - 1 else { continue }
                let width = max(columns[index].name.count, columns[index].time.count) + 3
                shown += String(repeating: " ", count: width - cell.count)
            }
            text.add(shown, .gray)
            text.add("\n")
        }
    }
}

/// The parts of a `Content-Type` that the verbose report shows.
private struct MediaType {
    let name: String
    let charset: String

    init(_ headers: HTTPHeaders) {
        let header = ContentTypeHeader(headers)
        name = header.mediaType
        charset = header.charset?.lowercased() ?? ""
    }

    var family: String {
        switch format {
        case "": name.split(separator: "/").first.map(String.init) ?? ""
        default: "text"
        }
    }

    var format: String {
        if name.hasSuffix("json") { return "json" }
        if name.hasSuffix("xml") { return "xml" }
        if name.hasSuffix("html") { return "html" }
        if name.hasSuffix("javascript") { return "javascript" }
        return name.hasPrefix("text/") ? "plain" : ""
    }
}
