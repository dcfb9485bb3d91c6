import Cryptography
import Testing

@Suite struct RandomAndComparisonTests {
    @Test func randomBytesHaveTheLengthAskedForAndDiffer() throws {
        #expect(try RandomBytes.make(0).isEmpty)
        let first = try RandomBytes.make(32)
        let second = try RandomBytes.make(32)
        #expect(first.count == 32)
        #expect(first != second)
    }

    @Test func anImpossibleCountIsAnError() {
        #expect(throws: CryptographyError.self) { try RandomBytes.make(-1) }
    }

    @Test func comparesByContent() {
        #expect(ConstantTime.areEqual("", ""))
        #expect(ConstantTime.areEqual("state", "state"))
        #expect(!ConstantTime.areEqual("state", "statf"))
        #expect(!ConstantTime.areEqual("state", "states"))
    }
}
