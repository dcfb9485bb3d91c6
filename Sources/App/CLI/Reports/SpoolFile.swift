import Platform
import Reporting
import RunModel

/// A nameless file that keeps the text for the end of a report.
final class SpoolFile: ReportSpool {
    private let file: OutputFile
    private let failure: @Sendable (SystemError) -> ListenerError
    private var count = 0

    /// Takes an empty file; `failure` explains an error of the system.
    init(_ file: OutputFile, failure: @escaping @Sendable (SystemError) -> ListenerError) {
        self.file = file
        self.failure = failure
    }

    func append(_ bytes: [UInt8]) throws(ListenerError) {
        do throws(SystemError) {
            try file.write(bytes, at: count)
        } catch {
            throw failure(error)
        }
        count += bytes.count
    }

    func read(_ take: ([UInt8]) throws(ListenerError) -> Void) throws(ListenerError) {
        try file.read(
            count: count, failingAs: failure, inPieces: take)
    }
}
