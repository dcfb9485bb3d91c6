import HTTPModel
import Testing

/// A value that is kept apart behaves like one that is not.
struct RareTests {
    private struct Record: Hashable {
        var name: String
        @Rare var note: String? = nil
    }

    @Test func `It is nil at first, and has the value that it is given`() {
        var record = Record(name: "a")
        #expect(record.note == nil)
        record.note = "x"
        #expect(record.note == "x")
        record.note = nil
        #expect(record.note == nil)
    }

    @Test func `A copy has a value of its own`() {
        let record = Record(name: "a", note: "x")
        var copy = record
        copy.note = "y"
        #expect(record.note == "x")
    }

    @Test func `It is compared and hashed by its value`() {
        #expect(Record(name: "a", note: "x") == Record(name: "a", note: "x"))
        #expect(Record(name: "a", note: "x") != Record(name: "a", note: "y"))
        #expect(Record(name: "a") != Record(name: "a", note: "x"))
        #expect(Set([Record(name: "a", note: "x"), Record(name: "a", note: "x")]).count == 1)
    }
}
