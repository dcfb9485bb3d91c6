import Diagnostics
import LoopbackServer

extension LoopbackError {
    /// The error in words.
    var diagnostic: Diagnostic {
        switch self {
        case .portInUse(let port):
            Diagnostic(
                .error, "port \(port) is in use by another program",
                help: ["end that program (another sign-in may be waiting), or use another port"])
        case .portNotPermitted(let port):
            Diagnostic(
                .error, "port \(port) may only be used by the administrator",
                help: ["use a port from 1024 up"])
        case .cannotListen(let port, let number):
            Diagnostic(.error, "cannot listen on port \(port) (system error \(number))")
        case .noCertificate(let reason):
            Diagnostic(.error, "no certificate could be made for 'localhost': \(reason)")
        case .notLoopback(let address):
            Diagnostic(.error, "'\(address)' is not an http address of this machine")
        }
    }
}
