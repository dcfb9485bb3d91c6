import RunModel

/// What `pm.visualizer` shows of an item: a document of its own in a frame that can reach nothing.
///
/// The frame is sandboxed, so that its scripts run apart from the report; its own policy lets it load
/// nothing. Whoever reads the report may lift the policy for one frame, by a button of `report.js`.
struct HTMLVisualization {
    let record: VisualizationRecord

    /// The most bytes of a rendered template.
    private static let limit = 1 << 20

    func append(to html: inout HTML) {
        if let rendered = record.html {
            append(rendered, to: &html)
        } else if let message = record.renderingFailure {
            html.add("<p>The template cannot be rendered:</p><pre class=\"failure\">\n")
            html.add(text: HTMLFailure.clipped(message, to: 20_000))
            html.add("</pre>")
        } else {
            html.add("<p class=\"cut\">It was not rendered; this is its template.</p><pre>\n")
            html.add(text: HTMLFailure.clipped(record.template, to: Self.limit))
            html.add("</pre>")
        }
    }

    private func append(_ rendered: String, to html: inout HTML) {
        guard rendered.utf8.count + record.data.utf8.count <= Self.limit else {
            html.add("<p class=\"cut\">Too large for the report.</p>")
            return
        }
        html.add("<iframe class=\"visualization\" title=\"visualization\"")
        html.add(" sandbox=\"allow-scripts\" loading=\"lazy\"")
        html.attribute("srcdoc", document(rendered))
        html.add("></iframe>")
    }

    /// The frame's document: the rendered template after what it may ask for, `pm.getData` as in the app.
    private func document(_ rendered: String) -> HTML {
        var html = HTML()
        html.add("<!doctype html><meta charset=\"utf-8\">")
        html.add("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; ")
        html.add("script-src 'unsafe-inline' 'unsafe-eval'; style-src 'unsafe-inline'; ")
        html.add("img-src data:; font-src data:; media-src data:\">")
        html.add("<style>body{font:14px/1.5 system-ui,sans-serif;margin:12px}</style>")
        html.add("<script type=\"application/json\" id=\"pm-data\">")
        // In JSON the character stands in strings alone, where it has another spelling.
        html.add(asset: record.data.replacing("<", with: "\\u003c"))
        html.add("</script><script>")
        html.add(asset: frameScript)
        html.add("</script>")
        html.add(asset: rendered)
        return html
    }
}
