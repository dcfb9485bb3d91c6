import HTTPModel
public import RunModel
import TextEncoding

/// The body of every response as a file (`--save-responses`).
///
/// Files are numbered in the order of the run and named after their item: `0003-Orders-List.json`.
/// Requests of scripts are not saved.
public final class ResponseReport: RunListener {
    private let folder: any ReportFolder
    private var count = 0

    private static let longestName = 80
    private static let endings = [
        "application/json": "json", "application/xml": "xml", "text/xml": "xml",
        "text/html": "html", "text/plain": "txt", "text/csv": "csv", "text/css": "css",
        "text/javascript": "js", "application/javascript": "js", "application/pdf": "pdf",
        "application/zip": "zip", "image/png": "png", "image/jpeg": "jpg", "image/gif": "gif",
        "image/svg+xml": "svg", "image/webp": "webp",
    ]

    /// Creates a report that writes to the folder.
    public init(folder: any ReportFolder) {
        self.folder = folder
    }

    /// Takes the next event of the run.
    public func receive(_ event: RunEvent) throws(ListenerError) {
        guard case .request(let record, let item) = event, record.origin == .item,
            let response = record.response
        else { return }
        count += 1
        let number = DecimalDigits.encode(count, width: max(4, String(count).utf8.count))
        try folder.write(
            response.body, to: "\(number)-\(Self.name(item)).\(Self.ending(response))")
    }

    /// The item's path with nothing but letters, digits and hyphens.
    private static func name(_ item: ItemReference) -> String {
        let words = item.path.split { !$0.isLetter && !$0.isNumber }
        let name = words.joined(separator: "-").prefix(longestName)
        return name.isEmpty ? "response" : String(name)
    }

    private static func ending(_ response: HTTPResponse) -> String {
        let type = HTMLBody.mediaType(response.headers)
        if let ending = endings[type] { return ending }
        if type.hasSuffix("+json") { return "json" }
        if type.hasSuffix("+xml") { return "xml" }
        return type.hasPrefix("text/") ? "txt" : "bin"
    }
}
