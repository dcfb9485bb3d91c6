import Diagnostics
import Execution
import Platform
import RunModel
import Synchronization

/// Everything that the runs of a command are made of.
struct RunSet {
    let sources: RunSources
    let plans: [RunPlan]
    let shared: SharedServices
    let secrets: SharedSecrets
    private let groups: [Int: ParallelUsers]

    init(
        sources: RunSources, plans: [RunPlan], shared: SharedServices, secrets: SharedSecrets
    ) {
        self.sources = sources
        self.plans = plans
        self.shared = shared
        self.secrets = secrets
        let grouped = sources.files.indices.filter { sources.files[$0].userGroup != nil }
        groups = Dictionary(grouping: grouped) { sources.files[$0].userGroup ?? 0 }
            .mapValues(ParallelUsers.init)
    }

    /// The users that a run of `--parallel-iterations` is one of.
    func users(of run: Int) -> ParallelUsers? {
        sources.files[run].userGroup.flatMap { groups[$0] }
    }
}

/// What the runs of a command have in common while they proceed: reports, and what ends them.
struct SharedCourse {
    let set: RunSet
    let reports: Reports
    let merge: RunMerge
    /// What the terminal shows while runs go on side by side.
    let view: SideBySideView?
    /// Ends all runs when one of them fails (`--fail-fast`).
    let stop: Interruption
    /// What keeps the requests that failed for the next command.
    let failedRequests: FailedRequestsWriter
    private let hasFailedReport: Flag

    /// Opens the reports.
    init(_ set: RunSet, _ reports: Reports, _ assembly: RunAssembly) throws {
        self.set = set
        self.reports = reports
        let flag = Flag()
        let console = assembly.console
        hasFailedReport = flag
        stop = Interruption(within: assembly.interruption)
        failedRequests = FailedRequestsWriter(
            runCount: set.plans.count, areWhole: assembly.areWhole(set))
        view = reports.sideBySideView(console)
        merge = RunMerge(runCount: set.plans.count, try reports.listeners(console)) { error in
            flag.isSet = true
            console.report(error.diagnostic)
        }
    }

    /// The exit code for the reports alone.
    var reportsCode: Int32 { (hasFailedReport.isSet ? ExitCode.failed : .success).rawValue }

    /// Something that any thread may set.
    private final class Flag: Sendable {
        private let value = Atomic(false)

        var isSet: Bool {
            get { value.load(ordering: .relaxed) }
            set { value.store(newValue, ordering: .relaxed) }
        }
    }
}
