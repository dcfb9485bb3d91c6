/// Guesses what a user meant to type.
public enum Spelling {
    /// Returns the candidate that is nearest to a word, if it is near enough to be meant.
    public static func nearest(to word: String, among candidates: [String]) -> String? {
        let target = Array(word.lowercased().unicodeScalars)
        let limit = max(1, min(3, target.count / 3))
        var best: (candidate: String, distance: Int)?
        for candidate in candidates where candidate != word {
            let scalars = Array(candidate.lowercased().unicodeScalars)
            guard abs(scalars.count - target.count) <= limit else { continue }
            let distance = distance(target, scalars, atMost: limit)
            if distance <= limit, distance < best?.distance ?? .max {
                best = (candidate, distance)
            }
        }
        return best?.candidate
    }

    /// Returns how many letters must be added, removed, changed, or swapped with their neighbour;
    /// any larger number if they are more than a limit.
    private static func distance(
        _ a: [Unicode.Scalar], _ b: [Unicode.Scalar], atMost limit: Int
    ) -> Int {
        var beforeLast: [Int] = []
        var last = Array(0...b.count)
        for i in a.indices {
            var row = [i + 1]
            for j in b.indices {
                let isSame = a[i] == b[j]
                var cost = min(last[j] + (isSame ? 0 : 1), min(last[j + 1], row[j]) + 1)
                if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] {
                    cost = min(cost, beforeLast[j - 1] + 1)
                }
                row.append(cost)
            }
            beforeLast = last
            last = row
            // All later rows are made from these two, and have no smaller numbers.
            if last.min() ?? 0 > limit, beforeLast.min() ?? 0 >= limit { return limit + 1 }
        }
        return last[b.count]
    }
}
