/// The help of the commands: examples first, then what the tables of options say.
enum Help {
    private static var layout: HelpText { HelpText(width: Console.helpWidth) }

    static var overview: String {
        """
        posthaste \(Version.text): runs Postman collections headlessly, and gets their OAuth 2.0 tokens

          posthaste run COLLECTION [OPTION...]    run a collection
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

        Usage: posthaste run COLLECTION [OPTION...]

        COLLECTION is a file, an http(s) address, an id of Postman, or - for standard input.

        Examples:
          posthaste run orders.json -e contoso.json
          posthaste run orders.json -e contoso.json --env-var "clientSecret=$SECRET"
          posthaste run orders.json -e contoso.json -r cli,junit --reporter-junit-export junit.xml
          posthaste run orders.json -e contoso.json --oauth2-grant client_credentials
          posthaste run orders.json -e contoso.json -d customers.csv --strict

        """ + layout.options(RunArguments.options) + "\n" + exitCodes
    }

    static var mock: String {
        """
        Serves the saved responses of a collection on this machine, tokens included.

        Usage: posthaste mock COLLECTION [OPTION...]

        COLLECTION is a file, an http(s) address, an id of Postman, or - for standard input.

        Examples:
          posthaste mock orders.json --port 8080
          curl -H 'x-mock-response-code: 404' http://127.0.0.1:8080/orders/7

        """ + layout.options(MockArguments.options)
    }

    private static var exitCodes: String {
        let codes = [
            ("0", "all passed"),
            ("1", "a request, a script or an assertion failed (-x makes this 0)"),
            ("2", "the command line is wrong"), ("3", "an input file cannot be used"),
            ("4", "a token needs a person or was refused"), ("130, 143", "interrupted"),
        ]
        return "Exit codes:\n" + codes.map { layout.line($0.0, $0.1) }.joined()
    }
}
