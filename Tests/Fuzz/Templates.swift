import CollectionModel
import Variables

/// No text makes the resolver of templates trap or run without end.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
    let bytes = UnsafeBufferPointer(start: start, count: count)
    let text = String(decoding: bytes, as: UTF8.self)
    let environment = VariableScope(name: "environment")
    for (name, value) in [("a", "x"), ("b", "{{c}}"), ("c", "{{b}}{"), ("d", "{{a}}")] {
        environment.set(name, .string(value))
    }
    let scopes = VariableScopes(environment: environment)
    let ambience = Ambience(now: { 0 }, randomBytes: { [UInt8](repeating: 7, count: $0) })
    _ = TemplateResolver(scopes: scopes, ambience: ambience).resolve(text)
    return 0
}
