import CCurl
import HTTPModel
import Platform

/// The certificate authorities that are trusted in addition to the system's, as libcurl takes them.
enum AddedAuthorities {
    /// A file, next to libcurl's directory with the system's.
    case file(String)
    /// The system's authorities and the additional ones.
    case joined([UInt8])

    /// Reads what has to be joined.
    ///
    /// A file of authorities replaces libcurl's own file. If libcurl also has a directory of
    /// authorities, as on Debian, that one goes on holding the system's; elsewhere both files are
    /// joined.
    init(_ path: String, systemFile: String?, systemFolder: String?) {
        guard systemFolder == nil, let systemFile else {
            self = .file(path)
            return
        }
        do throws(SystemError) {
            self = .joined(try FileAccess.read(systemFile) + "\n".utf8 + FileAccess.read(path))
        } catch {
            // libcurl reports an additional file that cannot be read. Without one of the system's,
            // there is nothing to join.
            self = .file(path)
        }
    }
}

extension CurlHandle {
    /// The authorities of a file and those of this handle.
    func authorities(adding path: String) -> AddedAuthorities {
        AddedAuthorities(
            path, systemFile: text(CURLINFO_CAINFO), systemFolder: text(CURLINFO_CAPATH))
    }

    /// Trusts authorities of servers and of proxies.
    func trust(_ authorities: AddedAuthorities) throws(TransportError) {
        switch authorities {
        case .file(let path):
            try set(CURLOPT_CAINFO, path)
            try set(CURLOPT_PROXY_CAINFO, path)
        case .joined(let bytes):
            try set(CURLOPT_CAINFO_BLOB, blob: bytes)
            try set(CURLOPT_PROXY_CAINFO_BLOB, blob: bytes)
        }
    }
}
