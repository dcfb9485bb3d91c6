extension HTTPResponse {
    /// The seconds to wait that `Retry-After` asks for, given as such or as a date (RFC 9110
    /// §10.2.3).
    public func retryAfterSeconds(now: Double) -> Double? {
        guard let text = headers["Retry-After"] else { return nil }
        if let seconds = Double(text), seconds.isFinite { return max(0, seconds) }
        return CookieDate.seconds(text).map { max(0, Double($0) - now) }
    }
}
