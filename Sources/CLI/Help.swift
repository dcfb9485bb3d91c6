/// The help of the commands: examples first, then what the tables of options say.
enum Help {
    private static var layout: HelpText { HelpText(width: Console.helpWidth) }

    static var overview: String {
        """
        posthaste \(Version.text): runs Postman collections headlessly, and gets their OAuth 2.0 tokens

          posthaste run COLLECTION [OPTION...]    run a collection
          posthaste auth ACTION COLLECTION        sign in, share a link, print a token
          posthaste mock COLLECTION [OPTION...]   serve its saved responses
          posthaste help COMMAND                  show all options of a command
          posthaste --version                     show the version

        Example:
          posthaste run orders.postman_collection.json -e contoso.postman_environment.json

        """
    }

    static var run: String {
        """
        Runs the requests of a Postman collection in order, with their scripts and tests.

        Usage: posthaste run COLLECTION... [OPTION...]

        COLLECTION is a file, an http(s) address, an id of Postman, or - for standard input. Several run
        one after the other, each from the same files, with one report and one exit code: the highest.

        Examples:
          posthaste run orders.json -e contoso.json
          posthaste run orders.json -e contoso.json --env-var "clientSecret=$SECRET"
          posthaste run orders.json -e contoso.json -r cli,junit --reporter-junit-export junit.xml
          posthaste run orders.json -e contoso.json --oauth2-grant client_credentials
          posthaste run orders.json -e contoso.json -d customers.csv --strict

        """ + layout.options(RunArguments.options.map(\.label)) + "\n" + exitCodes
    }

    static var mock: String {
        """
        Serves the saved responses of a collection on this machine, tokens included.

        Usage: posthaste mock COLLECTION [OPTION...]

        COLLECTION is a file, an http(s) address, an id of Postman, or - for standard input.

        Examples:
          posthaste mock orders.json --port 8080
          curl -H 'x-mock-response-code: 404' http://127.0.0.1:8080/orders/7

        """ + layout.options(MockArguments.options.map(\.label))
    }

    static var auth: String {
        """
        Gets, keeps and tests the OAuth 2.0 tokens of a collection, without running it.

        Usage: posthaste auth ACTION COLLECTION [OPTION...]

        A run with the same files uses the token that was got here.

        Actions:

        """ + AuthAction.allCases.map { layout.line($0.rawValue, $0.meaning) }.joined() + """

            Example of a sign-in by somebody elsewhere:
              posthaste auth url orders.json -e contoso.json > link.txt
              posthaste auth complete orders.json -e contoso.json < answer.txt
              posthaste run orders.json -e contoso.json

            """ + layout.options(RunArguments.authOptions.map(\.label)) + "\n" + authExitCodes
    }

    static func authAction(_ action: AuthAction) -> String {
        let name = action.rawValue
        let collection = action.mayLackCollection ? "[COLLECTION]" : "COLLECTION"
        return """
            Usage: posthaste auth \(name) \(collection) [OPTION...]

            \(action.meaning.prefix(1).uppercased() + action.meaning.dropFirst()).

            Example:
              \(action.example)

            """ + layout.options(RunArguments.authOptions.map(\.label)) + "\n" + authExitCodes
    }

    private static var authExitCodes: String {
        exitCodes([
            ("0", "done"), ("1", "something else failed"), usageCode, inputCode, tokenCode,
            interruptedCode,
        ])
    }

    private static let usageCode = ("2", "the command line is wrong")
    private static let inputCode = ("3", "an input file cannot be used")
    private static let tokenCode = ("4", "a token needs a person or was refused")
    private static let interruptedCode = ("130, 143", "interrupted")

    private static var exitCodes: String {
        exitCodes([
            ("0", "all passed"),
            ("1", "a request, a script or an assertion failed (-x makes this 0)"),
            usageCode, inputCode, tokenCode, interruptedCode,
        ])
    }

    private static func exitCodes(_ codes: [(String, String)]) -> String {
        return "Exit codes:\n" + codes.map { layout.line($0.0, $0.1) }.joined()
    }
}
