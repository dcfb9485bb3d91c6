import Foundation
import Testing

@testable import Diagnostics

@Suite("Colours of the terminal")
struct TerminalColorTests {
    @Test("can be read on black and on white", arguments: TerminalColor.allCases)
    func contrast(color: TerminalColor) throws {
        let index = try #require(color.rawValue.split(separator: ";").last.flatMap { Int($0) })
        let luminance = Self.luminance(index)
        let onBlack = (luminance + 0.05) / 0.05
        let onWhite = 1.05 / (luminance + 0.05)
        #expect(min(onBlack, onWhite) > 3.8, "\(onBlack) on black, \(onWhite) on white")
    }

    /// The relative luminance (WCAG 2.2) of a colour of xterm's palette, from index 16.
    private static func luminance(_ index: Int) -> Double {
        let levels = [0, 95, 135, 175, 215, 255]
        let parts =
            index >= 232
            ? Array(repeating: 8 + (index - 232) * 10, count: 3)
            : [36, 6, 1].map { levels[(index - 16) / $0 % 6] }
        let linear = parts.map { part -> Double in
            let value = Double(part) / 255
            return value <= 0.04045 ? value / 12.92 : pow((value + 0.055) / 1.055, 2.4)
        }
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
    }
}
