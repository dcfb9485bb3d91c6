/// What a script gave to `pm.visualizer`.
public struct VisualizationRecord: Sendable, Hashable {
    /// The Handlebars template.
    public var template: String
    /// The data for the template, as JSON.
    public var data: String
    /// The rendered HTML; nil if no report shows it, or if rendering failed.
    public var html: String?
    /// Why rendering failed.
    public var renderingFailure: String?

    /// Creates a record.
    public init(
        template: String, data: String, html: String? = nil, renderingFailure: String? = nil
    ) {
        self.template = template
        self.data = data
        self.html = html
        self.renderingFailure = renderingFailure
    }
}
