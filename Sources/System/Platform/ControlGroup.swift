/// The limits of the process's control group, as a container or a service manager sets them.
///
/// There are two versions. In the first, each controller has a tree of groups; the second has one
/// tree.
enum ControlGroup {
    /// The most bytes of memory; `.max` without a limit.
    static var memory: Int { limit(of: "memory", in: ["memory.max", "memory.limit_in_bytes"]) }

    /// The most threads and processes; `.max` without a limit.
    static var threads: Int { limit(of: "pids", in: ["pids.max"]) }

    /// The smallest limit of the group and of those above it, each in one of the files of these
    /// names.
    ///
    /// The controller is the name of the tree in version 1. The membership is the file that says
    /// which groups the process is in, and the root is the folder of the groups.
    static func limit(
        of controller: String, in names: [String], membership: String = "/proc/self/cgroup",
        root: String = "/sys/fs/cgroup"
    ) -> Int {
        // A container may see its own group as the root.
        var folders = [root, "\(root)/\(controller)"]
        for line in FreeMemory.words(of: membership) {
            // A line of version 2 has no controller, as in `0::/a`, and one of version 1 has some.
            let parts = line.split(separator: ":", maxSplits: 2, omittingEmptySubsequences: false)
            guard parts.count == 3 else { continue }
            let isOld = parts[1].split(separator: ",").contains { $0 == controller }
            guard isOld || parts[1].isEmpty else { continue }
            var folder = isOld ? "\(root)/\(controller)" : root
            for name in parts[2].split(separator: "/") {
                folder += "/" + name
                folders.append(folder)
            }
        }
        let limits = folders.flatMap { folder in
            names.compactMap { name in
                FreeMemory.words(of: "\(folder)/\(name)").first.flatMap { Int($0) }
            }
        }
        return limits.min() ?? .max
    }
}
