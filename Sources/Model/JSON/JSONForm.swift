/// A form of values about which a reader has nothing to say, so that the parser need not make them.
///
/// A form is strict: a value without it may well be valid, and is then read as all others are.
public final class JSONForm: Sendable {
    /// Kinds of scalars.
    public struct Scalars: OptionSet, Sendable {
        /// The bits of the kinds.
        public let rawValue: UInt8

        /// Creates a set of kinds from its bits.
        public init(rawValue: UInt8) { self.rawValue = rawValue }

        /// The word `null`.
        public static let null = Scalars(rawValue: 1)
        /// The words `true` and `false`.
        public static let boolean = Scalars(rawValue: 2)
        /// A number of at most 15 digits, and nothing else.
        public static let wholeNumber = Scalars(rawValue: 4)
        /// A string, which may be empty.
        public static let string = Scalars(rawValue: 8)
        /// A string that has characters.
        public static let name = Scalars(rawValue: 16)
    }

    /// A member that objects of the form may have.
    struct Member {
        let name: [UInt8]
        /// The first eight bytes of the name.
        let head: UInt64
        let form: JSONForm
    }

    let scalars: Scalars
    /// The strings that it may be; if there are some, it may be no other string.
    let words: [[UInt8]]
    /// The form of the elements of arrays; nil if it may be no array.
    let elements: JSONForm?
    /// The members of objects, 64 at most; if there are none, it may be no object.
    let members: [Member]
    /// The bits of the members that objects must have with another value than `null`.
    let required: UInt64
    /// How deep values of the form can be nested in each other.
    let depth: Int

    /// Creates a form of scalars, arrays with elements of a form, and objects with some members.
    public init(
        _ scalars: Scalars = .null, words: [String] = [], elements: JSONForm? = nil,
        members: KeyValuePairs<String, JSONForm> = [:], required: [String] = []
    ) {
        precondition(members.count <= 64, "a form has too many members")
        self.scalars = scalars
        self.words = words.map { Array($0.utf8) }
        self.elements = elements
        self.members = members.map { name, form in
            Member(name: Array(name.utf8), head: Self.head(of: name), form: form)
        }
        self.required = members.enumerated().reduce(0) { bits, member in
            required.contains(member.element.key) ? bits | 1 << UInt64(member.offset) : bits
        }
        let below = [elements?.depth ?? 0] + members.map { $0.value.depth }
        depth = 1 + (below.max() ?? 0)
    }

    private static func head(of name: String) -> UInt64 {
        name.utf8.prefix(8).reversed().reduce(0) { $0 << 8 | UInt64($1) }
    }
}
