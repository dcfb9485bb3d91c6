import HTTPModel

/// The responses that scripts have objects of, each by a number of its own.
///
/// A script may keep such an object for those after it, as in Postman. So the last responses stay
/// known when their script has ended, and those before are forgotten: memory does not grow with the
/// run.
struct KnownResponses {
    private var responses: [HTTPResponse] = []
    /// The number of the first that is known.
    private var firstNumber = 1
    /// How long the bodies are together.
    private var bytes = 0

    /// How many responses stay known at least, unless their bodies are longer than so many bytes.
    private static let kept = (count: 1_000, bytes: 4 << 20)

    /// Adds a response; returns its number.
    mutating func add(_ response: HTTPResponse) -> Int {
        responses.append(response)
        bytes += response.body.count
        return firstNumber + responses.count - 1
    }

    /// The response of a number; nil if it is forgotten.
    subscript(number: Int) -> HTTPResponse? {
        let index = number - firstNumber
        return responses.indices.contains(index) ? responses[index] : nil
    }

    /// Forgets the oldest ones, if there are twice as many as stay known.
    mutating func trim() {
        if responses.count < 2 * Self.kept.count, bytes < 2 * Self.kept.bytes { return }
        var excess = 0
        while responses.count - excess > Self.kept.count || bytes > Self.kept.bytes {
            bytes -= responses[excess].body.count
            excess += 1
        }
        responses.removeFirst(excess)
        firstNumber += excess
    }
}
