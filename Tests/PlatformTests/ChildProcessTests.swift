import Platform
import Testing

struct ChildProcessTests {
    @Test func `The output of a command is all that it writes`() throws {
        #expect(try ChildProcess.output(of: "printf a; printf b") == Array("ab".utf8))
    }

    @Test(
        "A command that fails or is killed is an error with what it ended with",
        arguments: [("exit 2", 2), ("kill -TERM $$", 143), ("kill -KILL $$", 137)])
    func failures(command: String, code: Int) throws {
        let error = #expect(throws: SystemError.self) { try ChildProcess.output(of: command) }
        #expect(error?.message == "the command ended with \(code)")
    }

    @Test func `A command whose output has no end is ended`() throws {
        let error = #expect(throws: SystemError.self) {
            try ChildProcess.output(of: "yes; exec sleep 600", upTo: 1 << 20)
        }
        #expect(error?.message == "it goes on after 1 MiB")
    }

    @Test func `A program that is fed is done when its input ends`() throws {
        let program = try FedProcess(command: "exit $(wc -c)", arguments: [])
        try program.write(Array("seven b".utf8))
        #expect(try program.finish() == 7)
    }
}
