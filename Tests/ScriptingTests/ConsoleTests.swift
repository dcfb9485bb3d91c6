import Testing

@testable import Scripting

@Suite struct ConsoleTests {
    @Test func objectsOfTheSDKHaveTheirNames() {
        let names =
            "[new sdk.Header('a: b'), new sdk.Url('h'), pm.response, pm.request, Buffer.alloc(0), new URL('http://h')]"
        let lines = Bench().run(
            "const sdk = require('postman-collection'); console.log(\(names).map(o => o.constructor.name).join())"
        )
        #expect(
            lines == [
                "log: 'PostmanHeader,PostmanUrl,PostmanResponse,PostmanRequest,Buffer,URL'"
            ])
    }

    @Test func errorShowsItsStackInTheScript() {
        let lines = Bench().run("\nfunction f() { return new TypeError('bad') }\nconsole.log(f())")
        #expect(lines.count == 1)
        #expect(
            lines[0].hasPrefix("log: TypeError: bad\n    at f (sandbox-script.js:2:"), "\(lines)")
    }
}
