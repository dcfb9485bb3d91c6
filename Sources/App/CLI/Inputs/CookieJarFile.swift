import CollectionModel
import Diagnostics
import HTTPModel
import JSON
import TextEncoding

/// The cookie jar as tough-cookie 4 writes it, which is what Newman reads and writes
/// (NewmanReference §9.4).
enum CookieJarFile {
    // MARK: - Writing

    /// The content of a file with these cookies.
    static func json(_ cookies: [HTTPCookie]) -> JSONValue {
        let head: [(String, JSONValue)] = [
            // The form, not the writer.
            ("version", .string("tough-cookie@4.1.4")), ("storeType", .string("MemoryCookieStore")),
            ("rejectPublicSuffixes", .boolean(true)), ("enableLooseMode", .boolean(true)),
            ("allowSpecialUseDomain", .boolean(true)), ("prefixSecurity", .string("silent")),
            ("cookies", .array(cookies.map { .object(members(of: $0)) })),
        ]
        return .object(head)
    }

    /// The members of a cookie in tough-cookie's order, without those that say what is usual.
    ///
    /// The expiry is always a date: a `maxAge` would start again with the next reader.
    private static func members(of cookie: HTTPCookie) -> [(String, JSONValue)] {
        var members: [(String, JSONValue)] = []
        func add(_ key: String, _ value: JSONValue, if isSaid: Bool = true) {
            if isSaid { members.append((key, value)) }
        }
        add("key", .string(cookie.name), if: !cookie.name.isEmpty)
        add("value", .string(cookie.value), if: !cookie.value.isEmpty)
        if let expires = cookie.expires { add("expires", date(Double(expires))) }
        add("domain", .string(cookie.domain))
        add("path", .string(cookie.path))
        add("secure", .boolean(true), if: cookie.isSecure)
        add("httpOnly", .boolean(true), if: cookie.isHTTPOnly)
        let extensions = cookie.extensions.map { JSONValue.string($0) }
        add("extensions", .array(extensions), if: !extensions.isEmpty)
        add("hostOnly", .boolean(cookie.isHostOnly))
        add("pathIsDefault", .boolean(true), if: cookie.isPathDefault)
        add("creation", date(cookie.creation))
        add("lastAccessed", date(cookie.lastAccessed))
        if let sameSite = cookie.sameSite { add("sameSite", .string(sameSite)) }
        return members
    }

    private static func date(_ seconds: Double) -> JSONValue {
        .string(Timestamp.iso8601(seconds))
    }

    // MARK: - Reading

    /// The cookies of a file.
    static func cookies(_ source: JSONSource) throws(DefinitionError) -> [HTTPCookie] {
        // The line may hold the cookie of a session.
        let source = source.hidingText()
        let root: JSONValue
        do throws(JSONSyntaxError) {
            root = try JSONParser.parse(source)
        } catch {
            throw DefinitionError([error.diagnostic(in: source)])
        }
        var reader = CookieReader(source: source)
        guard let list = root["cookies"] else {
            reader.defect(
                "this is not a cookie jar: it has no 'cookies'", root, path: "$",
                help: ["'--export-cookie-jar FILE' writes one"])
            throw DefinitionError(reader.defects)
        }
        guard let elements = list.array else {
            reader.mismatch("cookies", expected: "an array", list, path: "$.cookies")
            throw DefinitionError(reader.defects)
        }
        let cookies = elements.enumerated().compactMap { reader.cookie($1, at: $0) }
        if !reader.defects.isEmpty { throw DefinitionError(reader.defects) }
        return cookies
    }
}

/// Reads the cookies of one file, noting each defect with its place.
private struct CookieReader {
    let source: JSONSource
    private(set) var defects: [Diagnostic] = []
    /// How many defects are reported.
    private static let limit = 50
    private var index = 0

    init(source: JSONSource) {
        self.source = source
    }

    /// The cookie of an element; nil if it is not a cookie, or is `null`, as removed ones are.
    mutating func cookie(_ element: JSONValue, at index: Int) -> HTTPCookie? {
        self.index = index
        if element.isNull { return nil }
        guard let object = element.object else {
            mismatch("cookies", expected: "objects", element, path: "$.cookies[\(index)]")
            return nil
        }
        guard let domain = string("domain", in: object), !domain.isEmpty else {
            if object["domain"]?.string != nil || object["domain"] == nil {
                defect("the cookie has no 'domain'", element, path: "$.cookies[\(index)]")
            }
            return nil
        }
        var cookie = HTTPCookie(
            name: string("key", in: object) ?? "", value: string("value", in: object) ?? "",
            domain: domain.hasPrefix(".") ? String(domain.dropFirst()) : domain,
            path: string("path", in: object) ?? "/",
            isHostOnly: flag("hostOnly", in: object),
            isSecure: flag("secure", in: object), isHTTPOnly: flag("httpOnly", in: object))
        cookie.isPathDefault = flag("pathIsDefault", in: object)
        cookie.sameSite = string("sameSite", in: object)
        cookie.extensions = (object["extensions"]?.array ?? []).compactMap(\.string)
        cookie.creation = date("creation", in: object) ?? 0
        cookie.lastAccessed = date("lastAccessed", in: object) ?? 0
        cookie.expires = expiry(object, creation: cookie.creation)
        return cookie
    }

    /// When the cookie expires: `maxAge` counts from the creation and wins over `expires`.
    private mutating func expiry(_ object: JSONObject, creation: Double) -> Int? {
        if let age = object["maxAge"], !age.isNull {
            if let seconds = age.double, seconds.magnitude < 1e11 {
                return seconds <= 0 ? 0 : Int(creation + seconds)
            }
            if age.string == "Infinity" { return nil }
            if age.string == "-Infinity" { return 0 }
            mismatch("maxAge", expected: "a number of seconds", age)
        }
        return date("expires", in: object).map { Int($0) }
    }

    private mutating func string(_ key: String, in object: JSONObject) -> String? {
        guard let value = object[key], !value.isNull else { return nil }
        if let text = value.string { return text }
        mismatch(key, expected: "a string", value)
        return nil
    }

    private mutating func flag(_ key: String, in object: JSONObject) -> Bool {
        guard let value = object[key], !value.isNull else { return false }
        if let flag = value.boolean { return flag }
        mismatch(key, expected: "true or false", value)
        return false
    }

    /// A moment; nil also for one that never comes.
    private mutating func date(_ key: String, in object: JSONObject) -> Double? {
        guard let value = object[key], !value.isNull, value.string != "Infinity" else { return nil }
        if let text = value.string, let seconds = Timestamp.seconds(iso8601: text) {
            return seconds
        }
        mismatch(key, expected: "a date as '2030-12-31T23:59:59.000Z'", value)
        return nil
    }

    mutating func mismatch(
        _ key: String, expected: String, _ value: JSONValue, path: String? = nil
    ) {
        defect(
            "'\(key)' must be \(expected), not \(value.kindName)", value,
            path: path ?? "$.cookies[\(index)].\(key)")
    }

    mutating func defect(
        _ message: String, _ value: JSONValue, path: String, help: [String] = []
    ) {
        if defects.count >= Self.limit { return }
        let place = source.place(at: value.offset, jsonPath: path)
        defects.append(Diagnostic(.error, message, at: place, help: help))
    }
}
