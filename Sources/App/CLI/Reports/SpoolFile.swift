import Platform
import Reporting
import RunModel

/// A nameless file that keeps the text for the end of a report.
final class SpoolFile: ReportSpool {
    private let file: OutputFile
    private let report: String
    private var count = 0

    private static let pieceBytes = 1 << 20

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
        var offset = 0
        while offset < count {
            let piece: [UInt8]
            do throws(SystemError) {
                piece = try file.read(at: offset, count: min(Self.pieceBytes, count - offset))
            } catch {
                throw ReportOutput.failure(report, error)
            }
            if piece.isEmpty { return }
            try take(piece)
            offset += piece.count
        }
    }
}
