#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// What the operating system lets the process use (`ulimit`).
///
/// Libraries end the process when they run into some of these limits, so they are checked before.
public enum ResourceLimits {
    private static let fewestFiles = 32
    private static let usualFiles = 1_024
    private static let smallestStack = 512 << 10
    /// The address space that the JavaScript engine reserves, and something for the rest.
    private static let smallestSpaceForScripts = 5_800 << 20
    /// What each further run with scripts adds: its stack, its heap and the allocator's reserve.
    private static let spaceOfScripts = 64 << 20
    /// The threads of the engine and of the program, and those that each further run adds.
    private static let threadsForScripts = 12 + 2 * max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN)))
    private static let threadsOfScripts = 3
    /// A limit from which on it is not worth a try how many threads are left.
    private static let manyThreads = 2_048

    /// Why the process cannot work at all, in a phrase; nil if it can.
    ///
    /// It raises the number of open files as far as it may.
    public static func obstacle() -> String? {
        let files = openFiles(upTo: usualFiles)
        if files < fewestFiles {
            return "the process may open only \(files) files (ulimit -n); "
                + "it needs \(fewestFiles)"
        }
        let stack = limit(stackLimit).map { Int(clamping: $0.rlim_cur) } ?? .max
        if stack < smallestStack {
            return "the stack may have only \(stack >> 10) KiB (ulimit -s); "
                + "the process needs \(smallestStack >> 10)"
        }
        return nil
    }

    /// How many of so many runs with scripts can go on side by side, and which limit decides.
    ///
    /// - Returns: 0 if scripts cannot run at all; the reason is a phrase.
    public static func scriptRuns(upTo runs: Int) -> (count: Int, reason: String) {
        let wanted = threadsForScripts + (runs - 1) * threadsOfScripts
        let threads = fewThreads() ? startableThreads(upTo: wanted) : wanted
        let all = [
            share(addressSpace, smallestSpaceForScripts, spaceOfScripts, runs) {
                "\($0 >> 20) MiB of address space (ulimit -v)"
            },
            share(dataSize, smallestSpaceForScripts, spaceOfScripts, runs) {
                "\($0 >> 20) MiB of data (ulimit -d)"
            },
            share(threads, threadsForScripts, threadsOfScripts, runs) {
                "\($0) threads (ulimit -u, or pids.max of a container)"
            },
        ]
        return all.min { $0.count < $1.count } ?? (runs, "")
    }

    private static func share(
        _ limit: Int, _ first: Int, _ other: Int, _ runs: Int, _ text: (Int) -> String
    ) -> (count: Int, reason: String) {
        let reason = "the process may have only \(text(limit))"
        if limit < first { return (0, reason) }
        return (min(runs, 1 + (limit - first) / other), reason)
    }

    private static func fewThreads() -> Bool {
        let ofUser = limit(threadLimit).map { Int(clamping: $0.rlim_cur) } ?? .max
        return min(ofUser, ControlGroup.threads) < manyThreads
    }

    /// The most bytes of address space; `.max` without a limit.
    static var addressSpace: Int { limit(spaceLimit).map { Int(clamping: $0.rlim_cur) } ?? .max }

    private static var dataSize: Int { limit(dataLimit).map { Int(clamping: $0.rlim_cur) } ?? .max }

    /// How many files the process may have open; the limit is raised to the wanted number as far
    /// as it may be.
    public static func openFiles(upTo number: Int) -> Int {
        guard var limit = limit(fileLimit) else { return .max }
        let wanted = min(rlim_t(number), limit.rlim_max)
        if limit.rlim_cur < wanted {
            limit.rlim_cur = wanted
            #if canImport(Glibc)
                _ = setrlimit(__rlimit_resource_t(UInt32(fileLimit)), &limit)
            #else
                _ = setrlimit(fileLimit, &limit)
            #endif
        }
        return Int(clamping: self.limit(fileLimit)?.rlim_cur ?? .max)
    }

    private static func limit(_ resource: Int32) -> rlimit? {
        var limit = rlimit()
        #if canImport(Glibc)
            let result = getrlimit(__rlimit_resource_t(UInt32(resource)), &limit)
        #else
            let result = getrlimit(resource, &limit)
        #endif
        return result == 0 ? limit : nil
    }

    #if canImport(Glibc)
        private static let fileLimit = Int32(RLIMIT_NOFILE.rawValue)
        private static let stackLimit = Int32(RLIMIT_STACK.rawValue)
        private static let spaceLimit = Int32(RLIMIT_AS.rawValue)
        private static let dataLimit = Int32(RLIMIT_DATA.rawValue)
        private static let threadLimit = Int32(__RLIMIT_NPROC.rawValue)
    #else
        private static let fileLimit = RLIMIT_NOFILE
        private static let stackLimit = RLIMIT_STACK
        private static let spaceLimit = RLIMIT_AS
        private static let dataLimit = RLIMIT_DATA
        private static let threadLimit = RLIMIT_NPROC
    #endif
}
