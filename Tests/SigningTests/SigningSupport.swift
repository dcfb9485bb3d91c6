import Cryptography
import HTTPModel
import JSON

@testable import Signing

/// A parameter's value as tests write it.
struct Value: ExpressibleByStringLiteral, ExpressibleByBooleanLiteral {
    let json: JSONValue

    init(_ json: JSONValue) { self.json = json }
    init(stringLiteral text: String) { json = .string(text) }
    init(booleanLiteral value: Bool) { json = .boolean(value) }

    static func string(_ text: String) -> Value { Value(.string(text)) }

    /// The value that JSON text describes.
    static func parsed(_ text: String) -> Value { Value((try? JSONParser.parse(text)) ?? .null) }
}

/// Returns a block of that type.
func block(_ type: String, _ parameters: [(String, Value)]) -> AuthBlock {
    let members = parameters.map { JSONMember(key: $0.0, value: $0.1.json) }
    return AuthBlock(
        type: type, parameters: JSONObject(members), owner: "collection 'Orders'")
}

extension SigningEnvironment {
    /// A fixed time, and random bytes that are all the same.
    static func fixed(now: Double = 1_000_000) -> SigningEnvironment {
        SigningEnvironment(
            now: { now },
            random: { (count: Int) throws(CryptographyError) -> [UInt8] in
                [UInt8](repeating: 7, count: count)
            })
    }
}

/// Signs one request with a block of that type, at that time.
func signed(
    _ type: String, _ parameters: [(String, Value)], _ request: HTTPRequest,
    contentType: String? = nil, isEmptyForm: Bool = false, now: Double = 1_000_000
) throws -> HTTPRequest {
    var request = request
    _ = try RequestSigner(environment: .fixed(now: now))
        .sign(
            &request, with: block(type, parameters), contentType: contentType,
            isEmptyForm: isEmptyForm)
    return request
}

/// Returns the kind of the error that the body throws.
func failure(_ body: () throws -> Void) -> SigningError.Kind? {
    do {
        try body()
        return nil
    } catch let error as SigningError {
        return error.kind
    } catch {
        return nil
    }
}

extension HTTPRequest {
    /// A request with text in its body.
    init(_ method: String, _ url: String, _ headers: [(String, String)] = [], body: String? = nil) {
        self.init(
            method: method, url: url,
            headers: HTTPHeaders(headers.map { HTTPField(name: $0.0, value: $0.1) }),
            body: body.map { HTTPBody(Array($0.utf8)) })
    }

    /// The body, if it is text in memory.
    var bodyText: String {
        guard case .bytes(let bytes)? = body?.pieces.first else { return "" }
        return String(decoding: bytes, as: UTF8.self)
    }
}
