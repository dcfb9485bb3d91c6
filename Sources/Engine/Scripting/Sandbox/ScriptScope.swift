public import HTTPModel
public import JSON

/// What a script sees of the item that it runs for.
public struct ScriptScope {
    /// The iteration, from 0.
    public var iteration: Int
    /// How many iterations the run has.
    public var iterationCount: Int
    /// The request's name.
    public var requestName: String
    /// The request's id.
    public var requestID: String
    /// The names of the collection, the folders and the request, outermost first.
    public var location: [String]
    /// Returns the request as a collection writes it (`url`, `method`, `header`, `body`, `auth`).
    ///
    /// It is called only when the script touches the request.
    public var request: () -> JSONValue
    /// The response to the request; nil before it is there.
    public var response: HTTPResponse?
    /// Returns the cookies that belong to the response, or will go with the request.
    ///
    /// It is called only when the script touches them.
    public var cookies: () -> [HTTPCookie]

    /// Makes a scope.
    public init(
        iteration: Int = 0, iterationCount: Int = 1, requestName: String, requestID: String,
        location: [String] = [], request: @escaping () -> JSONValue,
        response: HTTPResponse? = nil, cookies: @escaping () -> [HTTPCookie] = { [] }
    ) {
        self.iteration = iteration
        self.iterationCount = iterationCount
        self.requestName = requestName
        self.requestID = requestID
        self.location = location
        self.request = request
        self.response = response
        self.cookies = cookies
    }
}
