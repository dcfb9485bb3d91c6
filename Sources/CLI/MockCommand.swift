import CollectionModel
import Diagnostics
import HTTPModel
import Platform

/// `posthaste mock`: serves a collection's saved responses until a signal ends it.
struct MockCommand {
    private let arguments: MockArguments
    private let collectionPath: String
    private let console = Console()

    init(_ parsed: ParsedArguments<MockArguments>) throws(UsageError) {
        guard let path = parsed.positionals.first, parsed.positionals.count == 1 else {
            throw UsageError(
                message: parsed.positionals.isEmpty
                    ? "no collection is given" : "one collection at a time",
                help: ["give the file that Postman exported: 'posthaste mock orders.json'"])
        }
        arguments = parsed.arguments
        collectionPath = path
    }
}
extension MockCommand { func run() -> Int32 { 0 } }
