import Testing

@testable import Scripting

struct SugarMemberTests {
    @Test(
        "Names after a point or in brackets are found",
        arguments: [
            ("responseBody.has('x')", ["Object.has", "string.has"]),
            ("a.\n  first", ["array.first", "string.first"]),
            ("list[ 'average' ]()", ["Object.average", "array.average"]),
            ("list[`groupBy`]", ["array.groupBy"]),
            ("x.toISO; has; 'has'; { has: 1 }; x. has1", []),
            ("name.\u{e9}has", []),
            ("", []),
        ])
    func found(code: String, members: [String]) {
        var sugar = SugarMembers()
        #expect(sugar.takeNew(in: Array(code.utf8)).sorted() == members)
    }

    @Test func `A member is defined once in a run`() {
        var sugar = SugarMembers()
        #expect(sugar.takeNew(in: Array("a.camelize()".utf8)) == ["string.camelize"])
        #expect(sugar.takeNew(in: Array("b.camelize().dasherize()".utf8)) == ["string.dasherize"])
        #expect(sugar.takeNew(in: Array("c.camelize()".utf8)).isEmpty)
    }

    @Test(arguments: ["eval('a.has()')", "new Function('x', 'x.has()')"])
    func `A script that makes code of text gets all members`(code: String) {
        var sugar = SugarMembers()
        let members = sugar.takeNew(in: Array(code.utf8))
        #expect(members.count > 250)
        #expect(Set(members).isSuperset(of: ["string.has", "RegExp.escape", "Date.create"]))
        #expect(sugar.takeNew(in: Array("a.has()".utf8)).isEmpty)
    }

    @Test func `A module gets the members that it names, whatever was defined before`() {
        #expect(SugarMembers.named(inModule: "eval(x.camelize())") == ["string.camelize"])
        #expect(SugarMembers.named(inModule: "x.camelize()") == ["string.camelize"])
    }
}
