#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// What the process holds.
enum ProcessMemory {
    /// The bytes of memory that the process has in use now.
    ///
    /// It is asked in the middle of a garbage collection and uses nothing of the engine.
    static var resident: Int {
        #if canImport(Glibc)
            let file = open("/proc/self/statm", O_RDONLY | O_CLOEXEC)
            guard file >= 0 else { return 0 }
            defer { _ = Glibc.close(file) }
            return withUnsafeTemporaryAllocation(byteCount: 128, alignment: 1) { buffer in
                let count = read(file, buffer.baseAddress, buffer.count)
                // All pages, then those in memory.
                let fields = buffer.prefix(max(0, count)).split(separator: UInt8(ascii: " "))
                guard fields.count > 1 else { return 0 }
                let pages = fields[1].reduce(0) { $0 * 10 + Int($1 &- UInt8(ascii: "0")) }
                return pages * sysconf(Int32(_SC_PAGESIZE))
            }
        #else
            var info = mach_task_basic_info()
            var count = mach_msg_type_number_t(
                MemoryLayout<mach_task_basic_info>.size / MemoryLayout<natural_t>.size)
            let result = withUnsafeMutablePointer(to: &info) {
                $0.withMemoryRebound(to: integer_t.self, capacity: Int(count)) {
                    task_info(mach_task_self_, task_flavor_t(MACH_TASK_BASIC_INFO), $0, &count)
                }
            }
            return result == KERN_SUCCESS ? Int(info.resident_size) : 0
        #endif
    }
}
