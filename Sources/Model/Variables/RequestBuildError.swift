import CollectionModel
import HTTPModel

/// Why a request cannot be made ready.
public enum RequestBuildError: Error, Sendable, Hashable {
    /// The request has no URL.
    case emptyURL
    /// The URL has no host; it may have a scheme.
    case missingHost(scheme: String?)
    /// The URL still holds a `{{variable}}` in front of its path.
    case undefinedVariable(String)
    /// The URL's scheme is not one that can be exchanged.
    case unsupportedScheme(String)
    /// The URL's port is not a number, or a number that no port has.
    case invalidPort(String)
}

extension URLDefinition {
    /// Checks that a request can be sent there.
    func checkDestination() throws(RequestBuildError) {
        for part in [scheme, host, port] {
            if let name = part.flatMap({ TemplateResolver.names(in: $0).first }) {
                throw .undefinedVariable(name)
            }
        }
        if let name = foreignScheme { throw .unsupportedScheme(name) }
        if host?.isEmpty ?? true {
            throw isEmpty ? .emptyURL : .missingHost(scheme: scheme?.lowercased())
        }
        if let port, !port.isEmpty, UInt16(port) == nil { throw .invalidPort(port) }
    }

    /// The scheme, if it is another than http and https.
    ///
    /// One without slashes, as in `data:text/plain`, has been read as a host with a port, or as a
    /// user with a password.
    private var foreignScheme: String? {
        if scheme == "http" || scheme == "https" { return nil }
        if let scheme {
            let name = scheme.lowercased().prefix { $0 != ":" }
            return ["http", "https", ""].contains(name) ? nil : String(name)
        }
        if password != nil, let user = user?.lowercased(),
            ["data", "javascript", "mailto"].contains(user)
        {
            return user
        }
        guard let first = port?.first, !first.isNumber, let host else { return nil }
        let name = host.lowercased().prefix { $0 != ":" }
        let isScheme =
            name.first?.isLetter == true && name != "localhost" && !name.contains(".")
            && name.utf8.allSatisfy(URLParts.isSchemeByte)
        return isScheme ? String(name) : nil
    }
}
