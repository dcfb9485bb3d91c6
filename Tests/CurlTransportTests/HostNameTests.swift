import Testing

@testable import CurlTransport

@Suite("Host names in the form of the wire")
struct HostNameTests {
    @Test(
        "International names are put into ASCII by UTS 46",
        arguments: [
            ("Bücher.Example", "xn--bcher-kva.example"), ("faß.de", "xn--fa-hia.de"),
            ("βόλος.com", "xn--nxasmm1c.com"), ("☃.net", "xn--n3h.net"),
            ("😎.cool", "xn--s28h.cool"),
            ("郵便屋さん.com", "xn--48jwgn17gdel797d.com"), ("EXAMPLE。com", "example.com"),
            ("ｅｘａｍｐｌｅ.com", "example.com"), ("ＢÜＣＨＥＲ.de", "xn--bcher-kva.de"),
            ("soft\u{AD}hyphen.com", "softhyphen.com"), ("e\u{301}.com", "xn--9ca.com"),
            ("مثال.إختبار", "xn--mgbh0fb.xn--kgbechtv"), ("%C3%BC.de", "xn--tda.de"),
            ("xn--bcher-kva.example", "xn--bcher-kva.example"),
        ])
    func international(name: String, expected: String) {
        #expect(HostName.canonical(name) == expected)
    }

    @Test(
        "Addresses in every notation become four numbers",
        arguments: [
            ("127.1", "127.0.0.1"), ("0x7F.1", "127.0.0.1"), ("0177.0.0.1", "127.0.0.1"),
            ("2130706433", "127.0.0.1"), ("0", "0.0.0.0"), ("1234", "0.0.4.210"),
            ("255.255.255", "255.255.0.255"), ("127.0.0.1", "127.0.0.1"),
            ("127.0.0.01", "127.0.0.1"), ("[0:0:0:0:0:0:0:1]", "[::1]"),
        ])
    func addresses(name: String, expected: String) {
        #expect(HostName.canonical(name) == expected)
    }

    @Test(
        "Everything else only loses its capitals",
        arguments: [
            ("Example.COM", "example.com"), ("a_b-c.1st", "a_b-c.1st"), ("3com.com", "3com.com"),
            ("256.1.1.1", "256.1.1.1"), ("1.2.3.4.5", "1.2.3.4.5"), ("{{host}}", "{{host}}"),
            ("99999999999", "99999999999"), ("localhost.", "localhost."),
        ])
    func others(name: String, expected: String) {
        #expect(HostName.canonical(name) == expected)
    }

    @Test(
        "A name that has no ASCII form is refused",
        arguments: ["xn--iñvalid.com", "ü\u{200B}\u{FFFF}.de"])
    func refused(name: String) {
        #expect(HostName.canonical(name) == nil)
    }
}
