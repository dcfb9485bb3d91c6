/// A list that keeps elements up to a number of bytes, and counts the rest.
public struct Bounded<Element> {
    /// The elements that are kept, in order.
    public private(set) var elements: [Element] = []
    /// How many elements were left out.
    public private(set) var omitted = 0

    private var room: Int

    /// Creates an empty list that keeps elements until they fill so many bytes.
    public init(bytes: Int) {
        room = bytes
    }

    /// How many elements were added, including those that were left out.
    public var count: Int { elements.count + omitted }

    /// Adds an element of about so many bytes, unless the list is full.
    public mutating func append(_ element: Element, bytes: Int) {
        guard room > 0 else {
            omitted += 1
            return
        }
        room -= bytes
        elements.append(element)
    }
}

// Not of all its elements: the type would be looked for among all conformances of the program when
// it is first used.
extension Bounded: Sendable where Element: Sendable {}
extension Bounded: Equatable where Element: Equatable {}
extension Bounded: Hashable where Element: Hashable {}
