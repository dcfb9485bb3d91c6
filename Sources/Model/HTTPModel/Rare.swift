/// Keeps a large value that is nearly always nil apart from the value that has it.
///
/// Requests, responses and what is recorded of them pass through many hands. A copy costs as much
/// as they are large, so what most of them lack takes the room of one reference.
@propertyWrapper
@frozen
public struct Rare<Value> {
    @usableFromInline
    final class Box {
        @usableFromInline let value: Value

        @inlinable
        init(_ value: Value) {
            self.value = value
        }
    }

    @usableFromInline var box: Box?

    /// The value, if there is one.
    @inlinable public var wrappedValue: Value? {
        get { box?.value }
        set { box = newValue.map(Box.init) }
    }

    /// Creates a property that holds the value.
    @inlinable
    public init(wrappedValue: Value?) {
        box = wrappedValue.map(Box.init)
    }
}

extension Rare.Box: Sendable where Value: Sendable {}
extension Rare: Sendable where Value: Sendable {}

extension Rare: Equatable where Value: Equatable {
    /// Whether both have the same value, or none.
    @inlinable public static func == (one: Rare, other: Rare) -> Bool {
        one.box === other.box || one.wrappedValue == other.wrappedValue
    }
}

extension Rare: Hashable where Value: Hashable {
    /// Feeds the value, or its absence, to the hasher.
    public func hash(into hasher: inout Hasher) { hasher.combine(wrappedValue) }
}
