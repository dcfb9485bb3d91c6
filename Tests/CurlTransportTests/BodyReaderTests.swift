import HTTPModel
import Testing

@testable import CurlTransport

@Suite("Reading a body piece by piece")
struct BodyReaderTests {
    private func rest(of reader: BodyReader, step: Int) throws -> [UInt8] {
        var result: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: step)
        while true {
            let read = buffer.withUnsafeMutableBytes { reader.read(into: $0) }
            let count = try #require(read)
            if count == 0 { break }
            result += buffer[..<count]
        }
        return result
    }

    @Test(
        "From any place on, in steps of any size", arguments: [0, 1, 3, 4, 6, 9, 10], [1, 2, 64])
    func seeking(_ position: Int, _ step: Int) throws {
        let folder = try TemporaryFolder()
        let body = HTTPBody(pieces: [
            .bytes([0, 1, 2]), .bytes([]),
            .file(path: try folder.write("f", [3, 4, 5, 6]), size: 4),
            .bytes([7, 8, 9]),
        ])
        let reader = try BodyReader(body, url: "")
        #expect(try rest(of: reader, step: step) == Array(0..<10))
        reader.seek(to: position)
        #expect(try rest(of: reader, step: step) == Array(UInt8(position)..<10))
    }

    @Test("A file that shrinks while it is sent is named")
    func shrinking() throws {
        let folder = try TemporaryFolder()
        let path = try folder.write("f", [1, 2, 3])
        let reader = try BodyReader(HTTPBody(pieces: [.file(path: path, size: 3)]), url: "")
        _ = try folder.write("f", [1])
        var buffer = [UInt8](repeating: 0, count: 8)
        let counts = (0..<2).map { _ in
            buffer.withUnsafeMutableBytes { reader.read(into: $0) }
        }
        #expect(counts == [1, nil])
        #expect(
            reader.failure == "file '\(path)' cannot be read: it became shorter while it was sent")
    }
}
