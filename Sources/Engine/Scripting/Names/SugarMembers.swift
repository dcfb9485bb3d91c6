/// The members of Sugar.js that old scripts use on the built-in types, such as `list.average()`.
///
/// A run defines a member when a script is about to run that names it, because all of them would
/// cost every run more than its own scripts do. What each does is in `JavaScript/legacy/sugar`.
struct SugarMembers {
    /// The owners of members and the names of their members.
    ///
    /// An owner in lower case stands for the values of a type, another one for a constructor.
    private static let names: [(owner: String, names: String)] = [
        (
            "string",
            """
            add assign camelize capitalize chars codes compact count dasherize decodeBase64 each \
            encodeBase64 escapeHTML escapeRegExp escapeURL first from has hankaku insert isBlank \
            last lines pad padLeft padRight paragraphs remove reverse shift spacify stripTags \
            removeTags titleize to toNumber truncate underscore unescapeHTML unescapeURL words
            """
        ),
        (
            "array",
            """
            add all any average clone compact count each exclude findAll first flatten from \
            groupBy inGroups inGroupsOf include insert intersect isEmpty last least max min most \
            none randomize remove removeAt sample sortBy subtract sum to union unique zip
            """
        ),
        (
            "number",
            """
            abbr abs bytes cap ceil chr clamp downto duration floor format hex isEven \
            isMultipleOf isOdd metric ordinalize pad pow round sqrt times upto milliseconds \
            seconds minutes hours days weeks months years millisecondsAfter millisecondsAgo \
            millisecondsBefore millisecondsFromNow secondsAfter secondsAgo secondsBefore \
            secondsFromNow minutesAfter minutesAgo minutesBefore minutesFromNow hoursAfter \
            hoursAgo hoursBefore hoursFromNow daysAfter daysAgo daysBefore daysFromNow \
            weeksAfter weeksAgo weeksBefore weeksFromNow monthsAfter monthsAgo monthsBefore \
            monthsFromNow yearsAfter yearsAgo yearsBefore yearsFromNow
            """
        ),
        (
            "date",
            """
            advance beginningOfDay beginningOfMonth beginningOfWeek beginningOfYear clone \
            daysInMonth endOfDay endOfMonth endOfWeek endOfYear format full getISOWeek \
            getWeekday is isAfter isBefore isBetween isFriday isFuture isLeapYear isMonday \
            isPast isSaturday isSunday isThursday isToday isTomorrow isTuesday isValid \
            isWednesday isWeekday isWeekend isYesterday iso long medium relative rewind set \
            short addMilliseconds addSeconds addMinutes addHours addDays addWeeks addMonths \
            addYears millisecondsAgo millisecondsFromNow millisecondsSince millisecondsUntil \
            secondsAgo secondsFromNow secondsSince secondsUntil minutesAgo minutesFromNow \
            minutesSince minutesUntil hoursAgo hoursFromNow hoursSince hoursUntil daysAgo \
            daysFromNow daysSince daysUntil weeksAgo weeksFromNow weeksSince weeksUntil \
            monthsAgo monthsFromNow monthsSince monthsUntil yearsAgo yearsFromNow yearsSince \
            yearsUntil
            """
        ),
        (
            "function",
            """
            after debounce delay fill memoize once throttle
            """
        ),
        (
            "regexp",
            """
            addFlag getFlags removeFlag setFlags
            """
        ),
        (
            "Date",
            """
            create past future
            """
        ),
        (
            "Object",
            """
            all any average clone count each equal extended find findAll fromQueryString has \
            isArray isBoolean isDate isEmpty isFunction isNumber isObject isRegExp isString map \
            max merge min none reject select size sum tap toQueryString
            """
        ),
        (
            "Number",
            """
            random
            """
        ),
        (
            "RegExp",
            """
            escape
            """
        ),
    ]

    /// Hash of a name → the owners of members of that name, as bits by their places in `names`.
    private static let owners: [UInt64: UInt16] = {
        var owners: [UInt64: UInt16] = [:]
        owners.reserveCapacity(400)
        for (place, entry) in names.enumerated() {
            var hash = NameHash()
            for byte in entry.names.utf8 {
                if byte == UInt8(ascii: " ") {
                    owners[hash.value, default: 0] |= 1 << place
                    hash = NameHash()
                } else {
                    hash.add(byte)
                }
            }
            owners[hash.value, default: 0] |= 1 << place
        }
        return owners
    }()

    /// A bit for each name, by the last bits of its hash: most other names have none.
    ///
    /// It is read much faster than the table.
    private static let filter: [Bool] = {
        var filter = Array(repeating: false, count: 1 << 12)
        for hash in owners.keys { filter[place(of: hash, in: filter)] = true }
        return filter
    }()

    private static func place(of hash: UInt64, in filter: [Bool]) -> Int {
        Int(truncatingIfNeeded: hash) & (filter.count - 1)
    }

    private static func isMember(_ hash: UInt64) -> Bool {
        filter[place(of: hash, in: filter)] && owners[hash] != nil
    }

    /// The hashes of the names whose members are defined.
    private var defined: Set<UInt64> = []
    private var isComplete = false

    /// Returns the members that a script in UTF-8 names and that no script before it has named.
    ///
    /// Each is given as its owner and its name with a point between.
    ///
    /// A script that makes code of text can use any name, so it gets all of them.
    mutating func takeNew(in code: [UInt8]) -> [String] {
        if isComplete { return [] }
        let found = MemberNames(in: code) { Self.isMember($0) && !defined.contains($0) }
        if found.mayBeAny {
            isComplete = true
            return Self.all
        }
        if found.names.isEmpty { return [] }
        defined.formUnion(found.names.keys)
        return found.names.flatMap { Self.members($1, $0) }
    }

    /// Returns the members that a module names, and no others.
    static func named(inModule code: String) -> [String] {
        MemberNames(in: Array(code.utf8), isWanted: isMember).names.flatMap { members($1, $0) }
    }

    private static func members(_ name: String, _ hash: UInt64) -> [String] {
        let places = owners[hash] ?? 0
        return names.indices.filter { places & 1 << $0 != 0 }.map { "\(names[$0].owner).\(name)" }
    }

    private static var all: [String] {
        names.flatMap { owner, names in names.split(separator: " ").map { "\(owner).\($0)" } }
    }
}
