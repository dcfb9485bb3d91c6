/// What the words after `posthaste run`, `auth` and `report` say, by topic.
struct RunArguments {
    var inputs = InputArguments()
    var variables = VariableArguments()
    var several = SeveralRunsArguments()
    var selection = SelectionArguments()
    var control = ControlArguments()
    var requests = RequestArguments()
    var network = NetworkArguments()
    var scripts = ScriptArguments()
    var tokens = TokenArguments()
    var reports = ReportArguments()
    var terminal = TerminalArguments()
    var exports = ExportArguments()
    var configuration = ConfigurationChoice.standard
    /// The options of Postman's cloud that are given.
    var cloudOptions: [String] = []
    var wantsHelp = false
}
