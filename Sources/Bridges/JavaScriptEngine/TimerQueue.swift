/// Timers in the order in which they fall due: by time, then by scheduling.
struct TimerQueue {
    private struct Timer {
        var place: Place
        let interval: Duration?
        let action: () -> Void
    }

    /// The place of a timer in the queue.
    fileprivate struct Place: Comparable {
        let due: Duration
        let order: Int
        let id: EventLoop.TimerID

        static func < (a: Place, b: Place) -> Bool {
            (a.due, a.order) < (b.due, b.order)
        }
    }

    private var timers: [EventLoop.TimerID: Timer] = [:]
    /// Latest first, so that the next timer is at the end.
    ///
    /// Canceled timers stay until they are met.
    private var places: [Place] = []
    private var scheduled = 0
    private var identifiers = 0

    /// Whether no timer is left.
    var isEmpty: Bool { timers.isEmpty }

    /// The time at which the next timer is due; nil if there is none.
    mutating func nextDue() -> Duration? {
        while let last = places.last {
            if timers[last.id]?.place == last { return last.due }
            places.removeLast()
        }
        return nil
    }

    /// Adds a timer.
    mutating func add(
        due: Duration, interval: Duration?, _ action: @escaping () -> Void
    ) -> EventLoop.TimerID {
        identifiers += 1
        let id = EventLoop.TimerID(number: identifiers)
        timers[id] = Timer(place: enqueue(id, due: due), interval: interval, action: action)
        return id
    }

    /// Removes a timer, if it is there.
    mutating func remove(_ id: EventLoop.TimerID) {
        guard timers.removeValue(forKey: id) != nil else { return }
        guard places.count > 64, places.count > timers.count * 2 else { return }
        places.removeAll { timers[$0.id]?.place != $0 }
    }

    /// Removes all timers.
    mutating func removeAll() {
        timers = [:]
        places = []
    }

    /// A timer that was taken because it is due.
    struct Due {
        let id: EventLoop.TimerID
        /// The time after which it repeats; nil if it fires once.
        let interval: Duration?
        let action: () -> Void
        fileprivate let place: Place
    }

    /// Takes the next timer; a repeating one stays known, so that its own action can cancel it.
    mutating func takeNext() -> Due? {
        guard nextDue() != nil, let place = places.popLast(), let timer = timers[place.id] else {
            return nil
        }
        if timer.interval == nil { timers[place.id] = nil }
        return Due(id: place.id, interval: timer.interval, action: timer.action, place: place)
    }

    /// Puts a repeating timer back, unless its action has canceled it.
    mutating func putBack(_ timer: Due, due: Duration) {
        guard timers[timer.id]?.place == timer.place else { return }
        let place = enqueue(timer.id, due: due)
        timers[timer.id]?.place = place
    }

    private mutating func enqueue(_ id: EventLoop.TimerID, due: Duration) -> Place {
        scheduled += 1
        let place = Place(due: due, order: scheduled, id: id)
        var low = 0
        var high = places.count
        while low < high {
            let middle = (low + high) / 2
            if places[middle] > place { low = middle + 1 } else { high = middle }
        }
        places.insert(place, at: low)
        return place
    }
}
