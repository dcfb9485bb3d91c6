/// Why no server listens.
public enum LoopbackError: Error, Sendable, Hashable {
    /// Another program listens on this port.
    case portInUse(UInt16)
    /// The system gives this port only to the administrator.
    case portNotPermitted(UInt16)
    /// The system refused to listen; its error number says why.
    case cannotListen(port: UInt16, errorNumber: Int32)
    /// The redirect URI is not an `http` address of this machine, or one of `https` lacks an
    /// identity.
    case notLoopback(String)
    /// No certificate could be made, for this reason.
    case noCertificate(String)
}
