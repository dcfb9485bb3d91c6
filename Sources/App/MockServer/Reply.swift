import HTTPModel
import JSON

/// Answers that the mock server words itself.
enum Reply {
    /// An answer in JSON.
    static func json(
        _ status: Int, _ value: JSONValue, headers: [HTTPField] = []
    ) -> HTTPResponse {
        let type = HTTPField(name: "Content-Type", value: "application/json; charset=utf-8")
        return HTTPResponse(
            status: status, reason: reason(status), headers: HTTPHeaders([type] + headers),
            body: Array(JSONWriter.compact(value).utf8))
    }

    /// An answer in plain text.
    static func text(_ status: Int, _ text: String, headers: [HTTPField] = []) -> HTTPResponse {
        let type = HTTPField(name: "Content-Type", value: "text/plain; charset=utf-8")
        return HTTPResponse(
            status: status, reason: reason(status), headers: HTTPHeaders([type] + headers),
            body: Array((text + "\n").utf8))
    }

    /// The text without what would end a quoted string in a header.
    static func quotable(_ text: String) -> String {
        String(
            text.unicodeScalars.map {
                $0.value < 0x20 || "\"\\".contains(Character($0)) ? "_" : Character($0)
            })
    }

    /// The usual reason phrase of a status.
    static func reason(_ status: Int) -> String {
        switch status {
        case 200: "OK"
        case 201: "Created"
        case 202: "Accepted"
        case 204: "No Content"
        case 302: "Found"
        case 304: "Not Modified"
        case 400: "Bad Request"
        case 401: "Unauthorized"
        case 403: "Forbidden"
        case 404: "Not Found"
        case 405: "Method Not Allowed"
        case 409: "Conflict"
        case 422: "Unprocessable Content"
        case 429: "Too Many Requests"
        case 500: "Internal Server Error"
        case 503: "Service Unavailable"
        default: ""
        }
    }
}
