extension HTMLReport {
    /// What the report shows.
    public struct Options: Sendable {
        /// Which bodies it has.
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
        /// Which bodies it has.
        public var bodies = Bodies.all
        /// The most bytes of a body that it has.
        public var bodySize = 64 << 10
        /// Whether it leaves out the headers of requests and responses.
        public var omitsHeaders = false
        /// Whether it leaves out the bodies of requests.
        public var omitsRequestBodies = false
        /// Whether it leaves out the bodies of responses.
        public var omitsResponseBodies = false

        /// Creates the options of a report that has everything.
        public init() {}
    }
}
