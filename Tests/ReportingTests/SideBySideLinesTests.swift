import Diagnostics
import RunModel
import Testing

@testable import Reporting

/// What a terminal shows of runs that go on side by side.
struct SideBySideLinesTests {
    @Test func `Runs that end early alike say once what to do`() {
        var lines = SideBySideLines(options: .init(), runCount: 2, jobs: 2)
        let reason = Diagnostic(.error, "no token: AADSTS7000215", help: ["check the secret"])
        let end = RunEnd(interruption: .authentication(reason), endedAt: 1, duration: .zero)
        let texts = (0..<2).map { run in
            _ = lines.text(of: .runStarted(Story.start), in: run, at: 0)
            return lines.text(of: .runFinished(end), in: run, at: 1)
        }
        #expect(texts[0].contains("     no token: AADSTS7000215\n     help: check the secret\n"))
        #expect(texts[1].contains("     no token: AADSTS7000215\n"))
        #expect(!texts[1].contains("help"))
    }
}
