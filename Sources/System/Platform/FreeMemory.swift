#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// How much more memory the process can have before something ends it.
public enum FreeMemory {
    /// Returns the fewest bytes that are left: of its address space (`ulimit -v`), of its control
    /// group, and of the machine.
    public static func bytes() -> Int {
        let used = usedPages()
        return [
            room(in: ResourceLimits.addressSpace, usedPages: used.all),
            room(in: ControlGroup.memory, usedPages: used.resident), availableOnMachine(),
        ].min() ?? .max
    }

    private static func room(in limit: Int, usedPages pages: Int) -> Int {
        limit == .max ? .max : max(0, limit - pages * sysconf(Int32(_SC_PAGESIZE)))
    }

    /// The pages of the address space, and those in memory.
    private static func usedPages() -> (all: Int, resident: Int) {
        let fields = words(of: "/proc/self/statm").compactMap { Int($0) }
        return fields.count > 1 ? (fields[0], fields[1]) : (0, 0)
    }

    /// What the system estimates for programs that start; `.max` if it does not say.
    private static func availableOnMachine() -> Int {
        let words = words(of: "/proc/meminfo")
        guard let name = words.firstIndex(of: "MemAvailable:"), name + 1 < words.count else {
            return .max
        }
        return Int(words[name + 1]).map { $0 << 10 } ?? .max
    }

    /// The words of a file of the system.
    static func words(of path: String) -> [Substring] {
        var text: [UInt8] = []
        // These files have no size, and no place in the register of inputs.
        try? FileAccess.read(path) { piece in
            text += piece
            return true
        }
        return String(decoding: text, as: UTF8.self).split { $0 == " " || $0 == "\n" }
    }
}
