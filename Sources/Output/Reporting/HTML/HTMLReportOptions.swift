extension HTMLReport {
    /// What an HTML report shows.
    public struct Options: Sendable {
        /// Which bodies it holds.
        public enum Bodies: String, Sendable, CaseIterable {
            /// None.
            case none
            /// Those of items in which something failed.
            case failed
            /// All.
            case all
        }

        /// The headline; nil for the collection's name.
        public var title: String?
        /// Which bodies it holds.
        public var bodies = Bodies.all
        /// How many bytes of a body it holds at most.
        public var bodySize = 64 << 10
        /// Whether it leaves out the headers of requests and responses.
        public var omitsHeaders = false

        /// Makes the options of a report that holds everything.
        public init() {}
    }
}
