// A table of words; it may be longer than other files.

extension Words {
    static let protocols = WordList(words: "http https")
    static let domainSuffixes = WordList(words: "com net org info biz name")
    static let domainBeginnings = WordList(
        words: """
            amber apt arctic blue bold brave brisk calm candid clever cosmic crisp dapper deft eager
            early fancy frosty gentle golden grand happy hidden honest jolly keen kind lively lucky
            mellow mighty misty modest nimble noble odd plain polite proud quick quiet rapid rustic
            shiny silent simple sleepy smart snowy solid spare steady sunny swift tidy tiny velvet
            vivid warm wise witty young zesty
            """)
    static let domainEndings = WordList(
        words: """
            acorn anchor anvil badger barn basket beacon beetle bench bottle bridge brook candle
            canoe cedar cliff cloud comet cottage crane desk dune falcon ferry field forest fox gate
            glade grove harbor hawk heron hill island jar kettle kite ladder lake lantern leaf marble
            meadow mill moon mountain oak orchard otter paddle peak pebble pine planet pond prairie
            quill raven ridge river robin rocket saddle sail shore sparrow spruce star stone tower
            trail valley wagon willow window wren
            """)
    /// What browsers name as the system they run on.
    static let agentSystems = WordList(
        lines: """
            Windows NT 10.0; Win64; x64
            Windows NT 10.0; WOW64
            Macintosh; Intel Mac OS X 10.15
            Macintosh; Intel Mac OS X 13.6
            Macintosh; Intel Mac OS X 14.5
            X11; Linux x86_64
            X11; Ubuntu; Linux x86_64
            X11; Fedora; Linux x86_64
            X11; Linux aarch64
            """)
    static let colors = WordList(
        words: """
            amber azure beige black blue bronze brown coral crimson cyan emerald fuchsia gold gray
            green indigo ivory jade khaki lavender lime magenta maroon mint navy olive orange orchid
            pink plum purple red rose ruby salmon sienna silver tan teal turquoise violet white
            yellow
            """)
}
