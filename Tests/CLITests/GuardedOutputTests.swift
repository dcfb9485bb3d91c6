import Testing

@testable import CLI

struct GuardedOutputTests {
    @Test(
        "Commands of CI services become text, and nothing else changes",
        arguments: [
            ("plain\nlines: a::b\n", "plain\nlines: a::b\n"), ("::error::x", "|::error::x"),
            ("a\n \t ::error::x\nb ::error::x", "a\n \t |::error::x\nb ::error::x"),
            ("a ##[error]b # ## [", "a #|#[error]b # ## ["), ("###[x]", "##|#[x]"), ("", ""),
            ("::::", "|::::"), ("##vso[task]", "#|#vso[task]"),
            ("a section_start:1", "a s|ection_start:1"),
        ])
    func guarded(text: String, expected: String) {
        #expect(GuardedOutput.guarded(text) == expected.replacing("|", with: "\u{200B}"))
    }
}
