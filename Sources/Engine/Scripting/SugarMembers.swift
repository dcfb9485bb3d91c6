/// What old scripts use of Sugar.js on the built-in types: `responseBody.has("x")`, `list.average()`.
///
/// A member is put in place when a script is about to run that names it: all of them would cost every run
/// more than its own scripts do. What each does is in the part `sugar` of the sandbox.
enum SugarMembers {
    /// What has the members, as `useSugar` knows it, and their names: of the values of a type where it is in
    /// lower case, else of the constructor.
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

    /// The members of these names, each as its owner and its name with a point between them; all of them
    /// for nil.
    static func named(_ wanted: Set<Substring>?) -> [String] {
        if wanted?.isEmpty == true { return [] }
        return names.flatMap { owner, names in
            names.split(separator: " ").filter { wanted?.contains($0) ?? true }
                .map { "\(owner).\($0)" }
        }
    }
}
