import HTTPModel
import RunModel

extension RunEvent {
    /// Leaves only the first bytes of the body of a response.
    mutating func cutBody(to size: Int) {
        guard case .request(var record, let item) = self, let body = record.response?.body,
            body.count > size
        else { return }
        record.response?.body = Array(body.prefix(size))
        self = .request(record, item)
    }
}
