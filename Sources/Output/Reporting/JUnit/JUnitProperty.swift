/// A property of a suite in a JUnit file.
///
/// What is in front of its value is made once for those that each suite has, since an array is
/// copied faster than a string.
struct JUnitProperty {
    private let opening: [UInt8]

    static let iteration = JUnitProperty("iteration")
    static let method = JUnitProperty("method")
    static let url = JUnitProperty("url")
    static let status = JUnitProperty("status")
    static let timings = JUnitProperty("timings")
    static let scriptTime = JUnitProperty("scriptTime")

    /// Makes the property of a name that needs no escapes.
    init(_ name: String) {
        opening = Array("      <property name=\"\(name)\" value=\"".utf8)
    }

    /// Appends the element with a value.
    func append(_ value: String, to bytes: inout [UInt8]) {
        append(to: &bytes) { XMLText.appendValue(value, to: &$0) }
    }

    /// Appends the element with what the closure appends as its value, in XML.
    func append(to bytes: inout [UInt8], value append: (inout [UInt8]) -> Void) {
        bytes += opening
        append(&bytes)
        bytes += JUnitMarkup.emptyElementEnd
    }
}
