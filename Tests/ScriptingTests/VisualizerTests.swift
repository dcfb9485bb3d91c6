import Testing

/// A template, its data as the script writes it, and what comes of it.
struct Visualization: Sendable, CustomTestStringConvertible {
    let template: String
    let data: String
    let line: String

    init(_ template: String, _ data: String, _ line: String) {
        self.template = template
        self.data = data
        self.line = line
    }

    var testDescription: String { template }

    static let all = [
        Visualization("<p>{{a.b}}</p>", "{ a: { b: '1 < 2' } }", "html: <p>1 &lt; 2</p>"),
        Visualization("{{{raw}}}", "{ raw: '<b>x</b>' }", "html: <b>x</b>"),
        Visualization(
            "{{#each rows}}{{@index}}{{this}},{{/each}}", "{ rows: [5, 6] }", "html: 05,16,"),
        Visualization("{{#if no}}a{{else}}b{{/if}}", "{ no: false }", "html: b"),
        Visualization("{{#each rows}}", "{}", "<<<failed: Parse error on line 1:.*>>>"),
        Visualization("{{missing 1}}", "{}", "failed: Missing helper: \"missing\""),
        Visualization("no data", "undefined", "html: no data"),
    ]
}

@Suite struct VisualizerTests {
    @Test("Handlebars renders what a report shows", arguments: Visualization.all)
    func rendering(_ visualization: Visualization) {
        let bench = Bench()
        bench.host.rendersVisualizations = true
        let lines = bench.run(
            "pm.visualizer.set(`\(visualization.template)`, \(visualization.data))")
        #expect(lines.count == 2)
        #expect(TableCase.matches(visualization.line, lines.last ?? ""), "\(lines)")
    }

    @Test func `nothing is rendered where no report shows it`() {
        let lines = Bench().run("pm.visualizer.set('{{#each', {})")
        #expect(lines == ["visualizer: {{#each {}"])
    }

    @Test func `secrets are masked before escapes hide them`() {
        let bench = Bench()
        bench.host.rendersVisualizations = true
        let lines = bench.run("pm.visualizer.set('<p>{{a}}</p>', { a: 'hunter2&' })")
        #expect(lines.last == "html: <p>****</p>")
    }

    @Test func `options are those of Handlebars`() {
        let bench = Bench()
        bench.host.rendersVisualizations = true
        let lines = bench.run("pm.visualizer.set('{{a}}', { a: '<' }, { noEscape: true })")
        #expect(lines.last == "html: <")
    }
}
