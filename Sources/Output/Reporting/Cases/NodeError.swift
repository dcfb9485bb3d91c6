import HTTPModel
import RunModel

extension Failure {
    /// The failure as an error of Node, as Newman's reports have it if the network was the cause.
    ///
    /// Its message is the one that scripts see (`pm/send-request.js`): it begins with the call that
    /// failed.
    var asNodeError: Failure {
        guard let system else { return self }
        var error = self
        error.name = "Error"
        guard let syscall = system.syscall else { return error }
        let call = "\(syscall) \(system.code)"
        if let address = system.address, let port = system.port {
            error.message = "\(call) \(address):\(port)"
        } else {
            error.message = "\(call): \(message)"
        }
        return error
    }
}
