import Platform
import Reporting
import RunModel

/// A nameless file that keeps the text for the end of a report.
final class SpoolFile: ReportSpool {
    private let file: OutputFile
    private let report: String
    private var count = 0

    init(_ file: OutputFile, report: String) {
        self.file = file
        self.report = report
    }

    func append(_ bytes: [UInt8]) throws(ListenerError) {
        do throws(SystemError) {
            try file.write(bytes, at: count)
        } catch {
            throw ReportOutput.failure(report, error)
        }
        count += bytes.count
    }

    func read(_ take: ([UInt8]) throws(ListenerError) -> Void) throws(ListenerError) {
        try file.read(
            count: count, failingAs: { ReportOutput.failure(report, $0) }, inPieces: take)
    }
}
