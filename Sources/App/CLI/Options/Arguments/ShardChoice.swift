import Diagnostics

/// Which part of the runs this process has, as `--shard` says: `2/4`, `auto` or `auto/4`.
enum ShardChoice: Equatable {
    /// A number from 1 on, of so many.
    case fixed(Shard)
    /// As the environment says, with the number of shards if it is given.
    case automatic(count: Int?)

    /// The most parts; nobody has so many machines.
    static let largestCount = 10_000

    /// Reads the value of the option.
    init(_ text: String) throws(UsageError) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        let counts = 1...Self.largestCount
        let count =
            parts.count == 2 ? Int(parts[1]).flatMap { counts.contains($0) ? $0 : nil } : nil
        if parts[0] == "auto", parts.count == 1 || count != nil {
            self = .automatic(count: count)
        } else if let number = Int(parts[0]), let count, (1...count).contains(number) {
            self = .fixed(Shard(number: number, count: count))
        } else {
            throw UsageError(
                message: "'--shard' must be NUMBER/COUNT with a number from 1 to the count, 'auto' "
                    + "or 'auto/COUNT', with a count up to \(Self.largestCount), not '\(text)'")
        }
    }

    /// The shard; `variable` returns a variable of the process.
    func shard(_ variable: @escaping (String) -> String?) throws(InputError) -> Shard {
        switch self {
        case .fixed(let shard): return shard
        case .automatic(let count): return try ShardEnvironment(variable).shard(of: count)
        }
    }
}

/// One of several parts of the runs.
struct Shard: Equatable {
    /// Its number, from 1.
    let number: Int
    /// How many there are.
    let count: Int
    /// What was split, and how, as a digest; empty before that is known.
    var plan = ""
}
