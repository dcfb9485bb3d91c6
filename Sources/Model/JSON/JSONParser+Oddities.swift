/// What a text says that is valid, but cannot be taken as it stands.
public struct JSONOddity: Sendable, Hashable {
    /// What it is.
    public enum Kind: Sendable, Hashable {
        /// A member whose name an earlier one of the same object has; the later value counts.
        case repeatedName(String)
        /// A string with an escape for half a surrogate pair; U+FFFD stands for it.
        case loneSurrogate
    }

    /// What it is.
    public var kind: Kind
    /// The place of the value.
    public var offset: Int
}

extension JSONParser {
    /// How many oddities are noted: a file that has more has them everywhere.
    private static let oddityLimit = 50

    /// Notes the members whose name an earlier one has.
    mutating func noteRepeats(_ members: [JSONMember]) {
        guard oddities.count < Self.oddityLimit else { return }
        if members.count > 16 {
            var known: Set<String> = []
            for member in members where !known.insert(member.key).inserted { note(member) }
            return
        }
        let members = members.span
        var index = 1
        while index < members.count {
            var earlier = 0
            while earlier < index {
                // Most names differ in length, which is compared faster.
                if members[earlier].key.utf8.count == members[index].key.utf8.count,
                    members[earlier].key == members[index].key
                {
                    note(members[index])
                    break
                }
                earlier += 1
            }
            index += 1
        }
    }

    private mutating func note(_ member: JSONMember) {
        note(.repeatedName(member.key), at: member.value.offset)
    }

    /// Notes an oddity.
    mutating func note(_ kind: JSONOddity.Kind, at offset: Int) {
        guard oddities.count < Self.oddityLimit else { return }
        oddities.append(JSONOddity(kind: kind, offset: offset))
    }
}
