import HTTPModel
import Reporting
import RunModel

/// Text that is sent to a push gateway when it is complete.
final class PushedText: TextSink {
    private let url: String
    private let upload: Upload
    private var text = ""

    init(url: String, by network: Network) {
        self.url = url
        upload = Upload(network: network, what: "push gateway")
    }

    func write(_ text: String) throws(ListenerError) { self.text += text }

    func close() throws(ListenerError) {
        let type = HTTPField(name: "Content-Type", value: "text/plain; version=0.0.4")
        try upload.send("PUT", url, [type], Array(text.utf8))
    }
}
