/// Timers in the order in which they fall due: by time, then by scheduling.
///
/// It is a binary heap, because scripts may set many thousand timers, in any order.
struct TimerQueue {
    /// The place of a timer in the queue; identifiers rise.
    private struct Place: Comparable {
        let due: Duration
        let id: EventLoop.TimerID

        static func < (a: Place, b: Place) -> Bool {
            (a.due, a.id.number) < (b.due, b.id.number)
        }
    }

    private var actions: [EventLoop.TimerID: () -> Void] = [:]
    /// None comes after the two at twice its index plus 1 and plus 2, so the next timer is first.
    ///
    /// Canceled timers stay until they are met.
    private var places: [Place] = []
    private var identifiers = 0

    /// Whether no timer is left.
    var isEmpty: Bool { actions.isEmpty }

    /// The time at which the next timer is due; nil if there is none.
    mutating func nextDue() -> Duration? {
        while let first = places.first {
            if actions[first.id] != nil { return first.due }
            removeFirst()
        }
        return nil
    }

    /// Adds a timer.
    mutating func add(due: Duration, _ action: @escaping () -> Void) -> EventLoop.TimerID {
        identifiers += 1
        let id = EventLoop.TimerID(number: identifiers)
        actions[id] = action
        insert(Place(due: due, id: id))
        return id
    }

    /// Removes a timer, if it is there.
    mutating func remove(_ id: EventLoop.TimerID) {
        guard actions.removeValue(forKey: id) != nil else { return }
        guard places.count > 64, places.count > actions.count * 2 else { return }
        // What is sorted is a heap, too.
        places = places.filter { actions[$0.id] != nil }.sorted()
    }

    /// Removes all timers.
    mutating func removeAll() {
        actions = [:]
        places = []
    }

    /// Takes the action of the next timer.
    mutating func takeNext() -> (() -> Void)? {
        guard nextDue() != nil, let id = places.first?.id else { return nil }
        removeFirst()
        return actions.removeValue(forKey: id)
    }

    /// Puts a place after the last, and moves it up past those that come later.
    private mutating func insert(_ place: Place) {
        var index = places.count
        places.append(place)
        while index > 0 {
            let parent = (index - 1) / 2
            if places[parent] < place { break }
            places.swapAt(index, parent)
            index = parent
        }
    }

    /// Puts the last place first, and moves it down past those that come earlier.
    private mutating func removeFirst() {
        places.swapAt(0, places.count - 1)
        places.removeLast()
        var index = 0
        while 2 * index + 1 < places.count {
            var next = 2 * index + 1
            if next + 1 < places.count, places[next + 1] < places[next] { next += 1 }
            if places[index] < places[next] { return }
            places.swapAt(index, next)
            index = next
        }
    }
}
