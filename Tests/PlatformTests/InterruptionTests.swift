import Testing

@testable import Platform

struct InterruptionTests {
    @Test func `A time belongs to one interruption, and to those within it`() {
        let all = Interruption(within: .process)
        let (first, second) = (Interruption(within: all), Interruption(within: all))
        first.setDeadline(afterMilliseconds: 0)
        #expect(first.isOverdue && first.isRequested)
        #expect(!second.isRequested && !all.isRequested && !Interruption.process.isRequested)
        all.setDeadline(afterMilliseconds: 0)
        #expect(second.isOverdue && second.isRequested)
        #expect(!Interruption.process.isRequested)
    }

    @Test func `A time far away is not over`() {
        let interruption = Interruption()
        interruption.setDeadline(afterMilliseconds: .max)
        #expect(!interruption.isRequested)
    }

    @Test func `A wait ends when its own interruption is requested`() {
        let interruption = Interruption()
        interruption.setDeadline(afterMilliseconds: 0)
        let begin = Clocks.monotonicMilliseconds()
        Clocks.sleep(seconds: 60, unless: interruption)
        #expect(Clocks.monotonicMilliseconds() - begin < 30_000)
    }

    @Test func `A command ends when its own interruption is requested`() {
        let interruption = Interruption()
        interruption.setDeadline(afterMilliseconds: 0)
        #expect(throws: SystemError.self) {
            try ChildProcess.output(of: "exec sleep 60", unless: interruption)
        }
    }

    @Test func `A lock that another holder has is not waited for when the time is over`() throws {
        let path = "/tmp/posthaste-interruption-\(Clocks.monotonicMilliseconds()).lock"
        defer { try? FileAccess.remove(path) }
        let held = try #require(try FileLock(path: path, waitMilliseconds: 0))
        let interruption = Interruption()
        interruption.setDeadline(afterMilliseconds: 0)
        let second = try FileLock(path: path, waitMilliseconds: 60_000, unless: interruption)
        #expect(second == nil)
        withExtendedLifetime(held) {}
    }
}
