import Platform

/// The user's folder for what programs keep from one run to the next (XDG base directories).
enum StateFolder {
    /// The path of a folder in it; nil if the process has no home.
    static func path(_ name: String) -> String? {
        if let state = ProcessEnvironment["XDG_STATE_HOME"], state.hasPrefix("/") {
            return state + "/posthaste/" + name
        }
        guard let home = ProcessEnvironment["HOME"], home.hasPrefix("/") else { return nil }
        #if os(macOS)
            return home + "/Library/Application Support/posthaste/" + name
        #else
            return home + "/.local/state/posthaste/" + name
        #endif
    }
}
