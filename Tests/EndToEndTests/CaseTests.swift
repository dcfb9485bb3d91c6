import Testing

@Suite("The built program, run as a user would")
struct CaseTests {
    @Test("A case of Tests/EndToEndTests/Cases", arguments: EndToEndCase.names)
    func runs(name: String) throws {
        var run = try CaseRun(name)
        try run.check()
    }

    @Test("There are cases")
    func casesAreFound() {
        #expect(!EndToEndCase.names.isEmpty)
    }
}
