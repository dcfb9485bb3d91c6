import TextEncoding

/// Markup from the source code: only a literal makes one, so no text of a run can become markup.
struct Markup: ExpressibleByStringLiteral {
    fileprivate let text: String

    init(stringLiteral value: String) { text = value }

    private init(text: String) { self.text = text }

    static func + (first: Markup, second: Markup) -> Markup {
        Markup(text: first.text + second.text)
    }
}

/// A piece of an HTML document.
///
/// Elements are added with closures for their content, so every start tag has its end tag. Elements
/// that stay open while a file grows are opened and closed by name (``open(_:class:_:)``). Texts
/// are escaped.
struct HTML {
    /// The document so far, in UTF-8.
    private(set) var bytes: [UInt8] = []
    /// The elements that are open, outermost first.
    private(set) var openElements: [Markup] = []

    /// Creates an empty piece that continues a document in which these elements are open.
    init(inside openElements: [Markup] = []) { self.openElements = openElements }

    /// Whether nothing was added.
    var isEmpty: Bool { bytes.isEmpty }

    // MARK: Content

    /// Adds markup without elements: separators, white space, a declaration.
    mutating func add(_ markup: Markup) { bytes += markup.text.utf8 }

    /// Adds another piece, which has no open elements.
    mutating func add(_ other: HTML) { bytes += other.bytes }

    /// Adds a number.
    mutating func add(number: Int) { DecimalDigits.append(number, to: &bytes) }

    /// Adds how long something took.
    mutating func add(time: Duration) { HumanUnits.append(time, to: &bytes) }

    /// Adds a text as character data.
    mutating func add(text: String) { HTMLText.append(text, to: &bytes) }

    /// Adds UTF-8 as character data.
    mutating func add(text: [UInt8]) { HTMLText.append(text, to: &bytes) }

    /// Adds a style sheet or script of the program, or what a visualization has made.
    mutating func add(asset: String) { bytes += asset.utf8 }

    /// Adds spaces up to a size.
    mutating func pad(to size: Int) {
        bytes += repeatElement(UInt8(ascii: " "), count: max(0, size - bytes.count))
    }

    /// Moves the document so far behind other bytes, without a copy if there are none; elements
    /// stay open.
    mutating func move(to other: inout [UInt8]) {
        if other.isEmpty { swap(&bytes, &other) } else { other += bytes }
        bytes.removeAll(keepingCapacity: true)
    }
}

// MARK: - Elements

extension HTML {
    /// An attribute of an element.
    struct Attribute {
        fileprivate let name: Markup
        /// The value, escaped.
        fileprivate let value: String

        private init(_ name: Markup, value: String) {
            self.name = name
            self.value = value
        }

        /// An attribute with a fixed value.
        init(_ name: Markup, _ value: Markup) { self.init(name, value: value.text) }

        /// An attribute with a number behind a fixed beginning, such as `#i5`.
        init(_ name: Markup, _ value: Markup, _ number: Int) {
            self.init(name, value: value.text + String(number))
        }

        /// An attribute with any text.
        init(_ name: Markup, text: String) { self.init(name, value: HTMLText.escape(text)) }

        /// An attribute with a whole document as its value, as `srcdoc` has it.
        init(_ name: Markup, document: HTML) {
            self.init(name, text: String(decoding: document.bytes, as: UTF8.self))
        }
    }

    /// Adds an element with the content that the closure adds.
    mutating func element(
        _ tag: Markup, class name: Markup? = nil, _ attributes: Attribute...,
        content: (inout HTML) -> Void
    ) {
        start(tag, name, attributes)
        content(&self)
        end(tag)
    }

    /// Adds an element with a text.
    mutating func element(
        _ tag: Markup, class name: Markup? = nil, _ attributes: Attribute..., text: String
    ) {
        start(tag, name, attributes)
        add(text: text)
        end(tag)
    }

    /// Adds an element with a number.
    mutating func element(_ tag: Markup, class name: Markup? = nil, number: Int) {
        start(tag, name, [])
        add(number: number)
        end(tag)
    }

    /// Adds an element whose tags are bytes; a number ends its last attribute.
    mutating func element(
        _ tags: Tags, number: Int? = nil, content: (inout HTML) -> Void
    ) {
        start(tags, number)
        content(&self)
        bytes += tags.end
    }

    /// Adds an element whose tags are bytes, with a text; a number ends its last attribute.
    mutating func element(_ tags: Tags, number: Int? = nil, text: String) {
        start(tags, number)
        add(text: text)
        bytes += tags.end
    }

    private mutating func start(_ tags: Tags, _ number: Int?) {
        bytes += tags.start
        guard let number else { return }
        bytes.removeLast(2)
        add(number: number)
        bytes += Tags.attributeEnd
    }

    /// Adds an element that has no content and no end tag, such as `img`.
    mutating func void(_ tag: Markup, class name: Markup? = nil, _ attributes: Attribute...) {
        start(tag, name, attributes)
    }

    /// Opens an element that stays open while the file grows.
    mutating func open(_ tag: Markup, class name: Markup? = nil, _ attributes: Attribute...) {
        start(tag, name, attributes)
        openElements.append(tag)
    }

    /// Closes the innermost element that is open.
    mutating func close() {
        if let tag = openElements.popLast() { end(tag) }
    }

    private mutating func start(_ tag: Markup, _ name: Markup?, _ attributes: [Attribute]) {
        bytes.append(UInt8(ascii: "<"))
        bytes += tag.text.utf8
        if let name { add("class", name.text) }
        for attribute in attributes { add(attribute.name, attribute.value) }
        bytes.append(UInt8(ascii: ">"))
    }

    private mutating func add(_ name: Markup, _ value: String) {
        bytes.append(UInt8(ascii: " "))
        bytes += name.text.utf8
        bytes += "=\"".utf8
        bytes += value.utf8
        bytes.append(UInt8(ascii: "\""))
    }

    private mutating func end(_ tag: Markup) {
        bytes += "</".utf8
        bytes += tag.text.utf8
        bytes.append(UInt8(ascii: ">"))
    }
}

// MARK: - Tags

extension HTML {
    /// The tags of an element that a page has many times, as bytes: an array is copied faster than
    /// strings.
    struct Tags {
        fileprivate let start: [UInt8]
        fileprivate let end: [UInt8]

        fileprivate static let attributeEnd = Array("\">".utf8)

        init(_ tag: Markup, class name: Markup? = nil, _ attributes: Attribute...) {
            var html = HTML()
            html.start(tag, name, attributes)
            start = html.bytes
            html.bytes = []
            html.end(tag)
            end = html.bytes
        }
    }

    /// Creates a piece with the content that the closure adds.
    init(content: (inout HTML) -> Void) { content(&self) }
}
