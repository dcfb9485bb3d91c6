extension BidirectionalCollection where Element == UInt8 {
    /// The bytes without the spaces and tabs at both ends, HTTP's optional white space (RFC 9110
    /// §5.6.3).
    ///
    /// Other targets inline it: it runs for every header line of every request.
    @inlinable public var withoutOuterBlanks: SubSequence {
        let start = drop { $0 == 0x20 || $0 == 0x09 }
        guard let last = start.lastIndex(where: { $0 != 0x20 && $0 != 0x09 }) else { return start }
        return start[...last]
    }
}
