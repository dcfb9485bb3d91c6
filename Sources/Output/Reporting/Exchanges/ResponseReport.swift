import HTTPModel
public import RunModel
import TextEncoding

/// The body of every response as a file (`--save-responses`).
///
/// Files are numbered in the order of the run and named after their item:
/// `0003-Orders-List.json`. Runs with names of their own have a folder each:
/// `Contoso/0003-Orders-List.json`. Requests of scripts are not saved.
public final class ResponseReport: RunListener {
    private let folder: any ReportFolder
    private var count = 0
    /// The folder of the current run with a slash; empty for none.
    private var runFolder = ""
    /// The folders of all runs in small letters, since some file systems do not see the difference.
    private var takenFolders: Set<String> = []

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
        if case .runStarted(let start) = event, start.label != nil || !takenFolders.isEmpty {
            begin(start)
        }
        guard case .request(let record, let item) = event, record.origin == .item,
            let response = record.response
        else { return }
        count += 1
        let number = DecimalDigits.encode(count, width: max(4, String(count).utf8.count))
        let name = FileNamePart.of(item.path, fallback: "response")
        try folder.write(
            response.body, to: "\(runFolder)\(number)-\(name).\(Self.ending(response))")
    }

    /// Begins the folder of a run, which no other run has.
    private func begin(_ start: RunStart) {
        let name = FileNamePart.of(start.title, fallback: "run")
        var (free, number) = (name, 1)
        while !takenFolders.insert(free.lowercased()).inserted {
            number += 1
            free = "\(name)-\(number)"
        }
        (runFolder, count) = (free + "/", 0)
    }

    private static func ending(_ response: HTTPResponse) -> String {
        let type = HTMLBody.mediaType(response.headers)
        if let ending = endings[type] { return ending }
        if type.hasSuffix("+json") { return "json" }
        if type.hasSuffix("+xml") { return "xml" }
        return type.hasPrefix("text/") ? "txt" : "bin"
    }
}
