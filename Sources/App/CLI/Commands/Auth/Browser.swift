import Platform

/// Shows a web page to the person at the machine.
enum Browser {
    /// Starts `$BROWSER`, or the system's opener, with the address as its only argument.
    ///
    /// - Returns: False if there is no display or no browser.
    static func open(_ url: String) -> Bool {
        guard url.hasPrefix("https://") || url.hasPrefix("http://") else { return false }
        return openers.contains { ChildProcess.exists($0) && ChildProcess.start($0, [url]) }
    }

    /// Shows a file in the same way.
    static func open(file path: String) -> Bool {
        do throws(SystemError) {
            let resolved = try FileAccess.resolved(path)
            return openers.contains {
                ChildProcess.exists($0) && ChildProcess.start($0, [resolved])
            }
        } catch {
            return false
        }
    }

    private static var openers: [String] {
        if let browser = ProcessEnvironment["BROWSER"], !browser.isEmpty { return [browser] }
        #if os(macOS)
            return ["/usr/bin/open"]
        #else
            // Over SSH the display, if any, is not where the person sits.
            guard ProcessEnvironment["SSH_CONNECTION"] == nil, hasDisplay else { return [] }
            return ["xdg-open", "wslview"]
        #endif
    }

    private static var hasDisplay: Bool {
        ["DISPLAY", "WAYLAND_DISPLAY"].contains { !(ProcessEnvironment[$0] ?? "").isEmpty }
    }
}
