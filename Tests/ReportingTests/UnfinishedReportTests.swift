import RunModel
import Testing

@testable import Reporting

/// What the file of a report says while its runs are under way.
@Suite struct UnfinishedReportTests {
    enum Kind: CaseIterable {
        case junit, newmansJUnit, ctrf, gitlab

        func report(_ file: MemoryFile) -> any RunListener {
            switch self {
            case .junit: JUnitReport(file: file)
            case .newmansJUnit: NewmanJUnitReport(file: file)
            case .ctrf: CTRFReport(file: file, version: "1")
            case .gitlab:
                GitLabReport(file: file, findLine: { _, _, _, _ in nil }, checkoutPath: { $0 })
            }
        }
    }

    @Test(arguments: Kind.allCases, [1, 2])
    func `a file says that a run has not ended until the last one has, or the stream of events`(
        _ kind: Kind, runs: Int
    ) throws {
        let file = MemoryFile()
        let report = kind.report(file)
        var isUnfinished: Bool { file.committed.contains("the run was still under way") }
        for number in 0..<runs {
            var start = Story.start
            (start.number, start.runCount) = (number, 2)
            try report.receive(.runStarted(start))
            #expect(isUnfinished)
            try report.receive(Story.end())
            #expect(isUnfinished == !start.isLast)
        }
        try report.finish()
        #expect(!isUnfinished)
    }
}
