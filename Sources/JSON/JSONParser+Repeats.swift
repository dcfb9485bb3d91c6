/// A member whose name an earlier member of the same object has already.
public struct JSONRepeat: Sendable, Hashable {
    /// The name.
    public var key: String
    /// The place of the later value, which is the one that counts.
    public var offset: Int
}

extension JSONParser {
    /// How many repeats are noted: a file that has more has them everywhere.
    private static let repeatLimit = 50

    /// Notes the members whose name an earlier one has.
    mutating func noteRepeats(_ members: [JSONMember]) {
        guard repeats.count < Self.repeatLimit else { return }
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
                // Most names differ in length, which is told faster.
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
        repeats.append(JSONRepeat(key: member.key, offset: member.value.offset))
    }
}
