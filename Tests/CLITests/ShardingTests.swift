import Testing

@testable import CLI

struct ShardingTests {
    @Test("Every unit is in exactly one shard", arguments: [1, 2, 3, 4, 7, 20], [0, 1, 5, 12])
    func unions(count: Int, units: Int) {
        for weights: [Double?] in [
            Array(repeating: nil, count: units), (0..<units).map { Double($0 % 3) },
            (0..<units).map { $0 % 2 == 0 ? 1 : nil },
        ] {
            let parts = Sharding.split(weights, into: count)
            #expect(parts.count == count)
            #expect(parts.flatMap(\.self).sorted() == Array(0..<units))
            #expect(parts.allSatisfy { $0 == $0.sorted() })
        }
    }

    @Test func `known times make shards that take the same time`() {
        let weights: [Double?] = [10, 1, 1, 1, 1, 1, 1, 1, 1, 2]
        let sums = Sharding.split(weights, into: 2).map { part in
            part.reduce(0) { $0 + (weights[$1] ?? 0) }
        }
        #expect(sums == [10, 10])
    }

    @Test(
        "The environment says which shard it is",
        arguments: [
            (["CI_NODE_INDEX": "1", "CI_NODE_TOTAL": "4"], nil, Shard(number: 1, count: 4)),
            (
                ["CIRCLE_NODE_INDEX": "1", "CIRCLE_NODE_TOTAL": "4"], nil,
                Shard(number: 2, count: 4)
            ),
            (["PARALLEL_SEQ": "3"], 3, Shard(number: 3, count: 3)),
            (
                [
                    "SLURM_ARRAY_TASK_ID": "7", "SLURM_ARRAY_TASK_MIN": "5",
                    "SLURM_ARRAY_TASK_COUNT": "3",
                ], nil, Shard(number: 3, count: 3)
            ),
            (
                ["PARALLEL_SEQ": "9", "CI_NODE_INDEX": "2", "CI_NODE_TOTAL": "2"], nil,
                Shard(number: 2, count: 2)
            ),
            (["JOB_COMPLETION_INDEX": "5"], 3, nil), (["JOB_COMPLETION_INDEX": "0"], nil, nil),
            (["CI_NODE_INDEX": "1", "CI_NODE_TOTAL": "0"], nil, nil),
            (["CI_NODE_INDEX": "1", "CI_NODE_TOTAL": "2147483647"], nil, nil), ([:], 3, nil),
        ] as [([String: String], Int?, Shard?)])
    func environments(variables: [String: String], count: Int?, expected: Shard?) throws {
        let choice = ShardChoice.automatic(count: count)
        guard let expected else {
            #expect(throws: InputError.self) { try choice.shard { variables[$0] } }
            return
        }
        #expect(try choice.shard { variables[$0] } == expected)
    }

    @Test(
        "A shard that does not exist is refused", arguments: ["", "0/4", "5/4", "2", "a/4", "2/0"])
    func refusals(text: String) {
        #expect(throws: UsageError.self) { try ShardChoice(text) }
    }
}
