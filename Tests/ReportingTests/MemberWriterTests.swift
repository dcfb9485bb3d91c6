import JSON
import Testing

@testable import Reporting

@Suite struct MemberWriterTests {
    private func text(_ write: (inout MemberWriter) -> Void) -> String {
        var json = MemberWriter()
        json.object(write)
        return String(decoding: json.bytes, as: UTF8.self)
    }

    @Test func `members are separated at every depth`() {
        let text = text { json in
            json.put("a") { json in
                json.put("b") { _ in }
                json.put("c", [1, 2])
                json.put("d", [["x", "y"], []]) { json, words in json.array(words) }
            }
            json.put("e", [1, 2]) { json, number in json.object { $0.put("f", number) } }
            json.put("g", literal: Array("[]".utf8))
            json.put("h", true)
        }
        #expect(
            text == #"{"a":{"b":{},"c":[1,2],"d":[["x","y"],[]]},"e":[{"f":1},{"f":2}],"#
                + #""g":[],"h":true}"#)
    }

    @Test(
        arguments: [
            (0, "0"), (0.0004, "0"), (0.0005, "0.001"), (0.05, "0.05"), (1.25, "1.25"),
            (12.3456, "12.346"), (999.9996, "1000"), (-1.5, "-1.5"), (-0.0001, "0"),
            (123_456_789.012, "123456789.012"), (3e12, "3000000000000"),
        ] as [(Double, String)])
    func `numbers have three decimals at most`(value: Double, text: String) {
        #expect(self.text { $0.put("n", rounded: value) } == "{\"n\":\(text)}")
    }

    @Test func `rounded numbers are spelled as scripts spell them`() {
        for thousandths in stride(from: 0, to: 20_000_000, by: 997) {
            let value = Double(thousandths) / 1_000
            let text = text { $0.put("n", rounded: value) }
            #expect(text == "{\"n\":\(JSONNumber.text(of: value))}")
        }
    }
}
