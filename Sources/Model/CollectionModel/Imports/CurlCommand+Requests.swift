import JSON
import TextEncoding

extension CurlCommand {
    private static let formType = "application/x-www-form-urlencoded"

    /// Returns a request for each address, all with the same options.
    mutating func requests() -> [ImportedRequest] {
        if dataFile != nil, putsDataInURL || !data.isEmpty {
            lose("a file next to other data, or for the address")
            dataFile = nil
        }
        if !cookies.isEmpty { addHeader("Cookie", cookies.joined(separator: "; ")) }
        return addresses.indices.map { request(at: $0) }
    }

    private mutating func request(at index: Int) -> ImportedRequest {
        let upload = index < uploads.count ? uploads[index] : nil
        let data = self.data.joined(separator: isJSON ? "" : "&")
        let address = Self.address(addresses[index], query: putsDataInURL ? data : "")
        var request = RequestDefinition(
            url: URLDefinition(parsing: address), headers: headers,
            body: body(data, upload: upload))
        request.method = (method ?? defaultMethod(upload: upload)).uppercased()
        if let type = contentType(of: request.body), !has("content-type") {
            request.headers.append(HeaderDefinition(key: "Content-Type", value: type))
        }
        if isJSON, !has("accept") {
            request.headers.append(HeaderDefinition(key: "Accept", value: "application/json"))
        }
        if !has("authorization") {
            if let loss = authorization.apply(to: &request) { lose(loss) }
        }
        return ImportedRequest(
            request: request, withheldHeaders: removedHeaders.filter { !isGiven($0) })
    }

    private static func address(_ text: String, query: String) -> String {
        let address = text.contains("://") || text.hasPrefix("{{") ? text : "http://" + text
        if query.isEmpty { return address }
        return address + (address.contains("?") ? "&" : "?") + query
    }

    /// The method that curl uses if none is given.
    private func defaultMethod(upload: String?) -> String {
        if putsDataInURL { return "GET" }
        if sendsData { return "POST" }
        return upload == nil ? "GET" : "PUT"
    }

    // MARK: Headers

    /// Whether the command gives a header of a name in lower case.
    private func isGiven(_ name: String) -> Bool {
        headers.contains { $0.key.lowercased() == name }
    }

    /// Whether the command gives or removes a header, so that curl adds none.
    private func has(_ name: String) -> Bool { isGiven(name) || removedHeaders.contains(name) }

    /// The type that curl gives to data; nil if the form of the body says it.
    private func contentType(of body: BodyDefinition?) -> String? {
        if isJSON { return "application/json" }
        if dataFile != nil { return Self.formType }
        if case .raw = body { return Self.formType }
        return nil
    }

    // MARK: Body

    private func body(_ data: String, upload: String?) -> BodyDefinition? {
        if !fields.isEmpty { return .formdata(fields) }
        if let file = dataFile ?? upload { return .file(path: file, base64: nil) }
        guard !data.isEmpty, !putsDataInURL else { return nil }
        if isJSON { return .raw(data, language: "json") }
        if !has("content-type"), let fields = Self.form(data) { return .urlencoded(fields) }
        let saysJSON = headers.contains {
            $0.key.lowercased() == "content-type" && $0.value.contains("json")
        }
        return .raw(data, language: saysJSON ? "json" : "text")
    }

    /// The fields of data; nil if a form of them would be sent with other bytes.
    ///
    /// A form encodes all but the unreserved characters, and puts the values of a name together.
    private static func form(_ data: String) -> [FormParameter]? {
        let form = FormText(data)
        let names = form.pairs.map(\.name)
        guard form.encoded(.strict) == data, Set(names).count == names.count else { return nil }
        return form.pairs.map { FormParameter(key: $0.name, value: .string($0.value)) }
    }
}
