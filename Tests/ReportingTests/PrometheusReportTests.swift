import RunModel
import Testing

@testable import Reporting

@Suite struct PrometheusReportTests {
    @Test func `runs of the same collection and environment have a number`() throws {
        let sink = CollectedText()
        let report = PrometheusReport(sink: sink)
        for name in ["Shop", "Other", "Shop"] {
            var start = Story.start
            start.collectionName = name
            try report.receive(.runStarted(start))
            try report.receive(Story.request(Story.item("List")))
            try report.receive(Story.end())
        }
        try report.finish()
        let samples = sink.text.split(separator: "\n").filter { !$0.hasPrefix("#") }
        let names = samples.compactMap { $0.split(separator: "} ").first }
        #expect(Set(names).count == names.count)
        #expect(
            names.filter { $0.hasPrefix("posthaste_run_success") } == [
                #"posthaste_run_success{collection="Shop",environment="Demo",run="1""#,
                #"posthaste_run_success{collection="Other",environment="Demo""#,
                #"posthaste_run_success{collection="Shop",environment="Demo",run="2""#,
            ])
    }
}
