import COpenSSL

// Keys as the numbers that they are, which is how JSON Web Keys have them (RFC 7518 §6).
extension AsymmetricKey {
    /// The numbers of an RSA key, by their names in JSON Web Keys, in the order of RFC 8017.
    private static let rsaNumbers: [(name: String, parameter: String)] = [
        ("n", "n"), ("e", "e"), ("d", "d"), ("p", "rsa-factor1"), ("q", "rsa-factor2"),
        ("dp", "rsa-exponent1"), ("dq", "rsa-exponent2"), ("qi", "rsa-coefficient1"),
    ]

    /// Makes an RSA key of its numbers; with `d` among them it is private.
    public convenience init(rsaNumbers numbers: [String: [UInt8]]) throws(CryptographyError) {
        let given = Self.rsaNumbers.compactMap { entry in
            numbers[entry.name].map { (entry.parameter, $0) }
        }
        try self.init(
            type: "RSA", numbers: given, isPrivate: numbers["d"] != nil, group: nil, point: nil)
    }

    /// Makes a key on a curve of the coordinates of its point; with `d` it is private.
    public convenience init(
        _ curve: Curve, x: [UInt8], y: [UInt8], d: [UInt8]?
    ) throws(CryptographyError) {
        try self.init(curve, point: [4] + x + y, d: d)
    }

    /// Makes a public key on a curve of its point as bytes.
    public convenience init(
        _ curve: Curve, point: [UInt8], d: [UInt8]? = nil
    ) throws(CryptographyError) {
        try self.init(
            type: "EC", numbers: d.map { [("priv", $0)] } ?? [], isPrivate: d != nil,
            group: curve.rawValue, point: point)
        // A point that is not on the curve, or not that of the private number, is not a key.
        guard let context = EVP_PKEY_CTX_new_from_pkey(nil, key, nil) else {
            throw .last("key of numbers")
        }
        defer { EVP_PKEY_CTX_free(context) }
        let isRight = d == nil ? EVP_PKEY_public_check(context) : EVP_PKEY_check(context)
        guard isRight == 1 else { throw .last("key of numbers") }
    }

    private convenience init(
        type: String, numbers: [(String, [UInt8])], isPrivate: Bool, group: String?,
        point: [UInt8]?
    ) throws(CryptographyError) {
        ERR_clear_error()
        var input = KeyParameters()
        defer { input.free() }
        var isGiven = true
        for (name, bytes) in numbers { isGiven = input.add(number: bytes, name) && isGiven }
        if let group { isGiven = input.add(text: group, "group") && isGiven }
        let key = (point ?? []).withUnsafeBytes { bytes -> OpaquePointer? in
            if point != nil { isGiven = input.add(bytes, "pub") && isGiven }
            return isGiven ? Self.make(type, input.builder, isPrivate) : nil
        }
        try self.init(owning: key, isPrivate: isPrivate, "key of numbers")
    }

    private static func make(
        _ type: String, _ builder: OpaquePointer?, _ isPrivate: Bool
    ) -> OpaquePointer? {
        guard let parameters = OSSL_PARAM_BLD_to_param(builder) else { return nil }
        defer { OSSL_PARAM_free(parameters) }
        guard let context = EVP_PKEY_CTX_new_from_name(nil, type, nil) else { return nil }
        defer { EVP_PKEY_CTX_free(context) }
        let selection = isPrivate ? posthaste_key_pair : posthaste_public_key
        var key: OpaquePointer?
        guard EVP_PKEY_fromdata_init(context) == 1,
            EVP_PKEY_fromdata(context, &key, selection, parameters) == 1
        else { return nil }
        return key
    }

    /// The numbers of the key by their names in JSON Web Keys; those of a private key too, if it is
    /// one.
    public func numbers() throws(CryptographyError) -> [(name: String, bytes: [UInt8])] {
        switch kind {
        case .rsa:
            var list: [(name: String, bytes: [UInt8])] = []
            for entry in Self.rsaNumbers.prefix(isPrivate ? 8 : 2) {
                list.append((entry.name, try number(entry.parameter, width: nil)))
            }
            return list
        case .ellipticCurve(let curve):
            var list = [
                (name: "x", bytes: try number("qx", width: curve.width)),
                (name: "y", bytes: try number("qy", width: curve.width)),
            ]
            if isPrivate { list.append(("d", try number("priv", width: curve.width))) }
            return list
        case .ed25519, .x25519:
            var list = [(name: "x", bytes: try raw(EVP_PKEY_get_raw_public_key))]
            if isPrivate { list.append(("d", try raw(EVP_PKEY_get_raw_private_key))) }
            return list
        }
    }

    private func number(_ parameter: String, width: Int?) throws(CryptographyError) -> [UInt8] {
        var value: OpaquePointer?
        guard EVP_PKEY_get_bn_param(key, parameter, &value) == 1, let value else {
            throw .last("key's numbers")
        }
        defer { BN_clear_free(value) }
        let length = width ?? (Int(BN_num_bits(value)) + 7) / 8
        var bytes = [UInt8](repeating: 0, count: length)
        guard BN_bn2binpad(value, &bytes, Int32(length)) == Int32(length) else {
            throw .last("key's numbers")
        }
        return bytes
    }

    private func raw(
        _ read: (OpaquePointer?, UnsafeMutablePointer<UInt8>?, UnsafeMutablePointer<Int>?) -> Int32
    ) throws(CryptographyError) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: 32)
        var length = bytes.count
        guard read(key, &bytes, &length) == 1 else { throw .last("key's bytes") }
        return Array(bytes.prefix(length))
    }
}

/// Parameters on their way to libcrypto, whose builder copies nothing: names, texts and numbers
/// live until `free`, bytes as long as the caller says.
private struct KeyParameters {
    let builder = OSSL_PARAM_BLD_new()
    private var numbers: [OpaquePointer?] = []
    private var texts: [UnsafeMutablePointer<CChar>?] = []

    mutating func add(number bytes: [UInt8], _ name: String) -> Bool {
        let number = BN_bin2bn(bytes, Int32(clamping: bytes.count), nil)
        numbers.append(number)
        return OSSL_PARAM_BLD_push_BN(builder, keep(name), number) == 1
    }

    mutating func add(text: String, _ name: String) -> Bool {
        OSSL_PARAM_BLD_push_utf8_string(builder, keep(name), keep(text), 0) == 1
    }

    mutating func add(_ bytes: UnsafeRawBufferPointer, _ name: String) -> Bool {
        OSSL_PARAM_BLD_push_octet_string(builder, keep(name), bytes.baseAddress, bytes.count) == 1
    }

    private mutating func keep(_ text: String) -> UnsafeMutablePointer<CChar>? {
        let copy = CRYPTO_strdup(text, #file, #line)
        texts.append(copy)
        return copy
    }

    func free() {
        OSSL_PARAM_BLD_free(builder)
        for number in numbers { BN_clear_free(number) }
        for text in texts { CRYPTO_free(text, #file, #line) }
    }
}
