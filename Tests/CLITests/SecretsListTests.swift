import JSON
import Testing

@testable import CLI

struct SecretsListTests {
    @Test(
        "The forms in which programs print secrets",
        arguments: [
            #"{"a": "x", "b": 5, "c": {"d": 1}}"#: ["a=x", "b=5", "c.d=1"],
            #"{"database": {"user": {"name": "u"}, "password": "p"}}"#:
                ["database.user.name=u", "database.password=p"],
            #"{"name": "Contoso", "values": [{"key": "a", "value": "x"}]}"#: ["a=x"],
            #"{"request_id": "1", "data": {"data": {"a": "x"}, "metadata": {}}}"#: ["a=x"],
            #"{"data": {"a": "x"}}"#: ["a=x"],
            #"{"id": "https://v/a", "name": "a", "value": "x", "attributes": {}}"#: ["a=x"],
            #"{"title": "T", "fields": [{"id": "1", "label": "a", "value": "x"}]}"#: ["a=x"],
            #"{"name": "T", "login": {"username": "u", "uris": [{}], "password": "p"}}"#:
                ["username=u", "password=p"],
            #"[{"id": "1", "key": "a", "value": "x"}]"#: ["a=x"],
            "export a=x\n# comment\nb='y z'\n": ["a=x", "b=y z"],
        ])
    func forms(text: String, expected: [String]) throws {
        let list = try SecretsList(JSONSource(name: "t", bytes: Array(text.utf8)))
        #expect(list.secrets.map { "\($0.name)=\($0.value)" } == expected)
        #expect(!list.isEncryptedBySOPS)
    }

    @Test("Values that are no secrets are named, and those in objects by their path")
    func ignored() throws {
        let text = #"{"a": "x", "list": ["y"], "c": {"flag": true, "none": null}}"#
        let list = try SecretsList(JSONSource(name: "t", bytes: Array(text.utf8)))
        #expect(list.ignoredNames == ["list", "c.flag", "c.none"])
    }

    @Test(
        "A file that SOPS encrypted is known",
        arguments: [#"{"a": "ENC[x]", "sops": {}}"#, "a=ENC[x]\nsops_version=3.8\n"])
    func encrypted(text: String) throws {
        #expect(
            try SecretsList(JSONSource(name: "t", bytes: Array(text.utf8))).isEncryptedBySOPS)
    }

    @Test(
        "A text without secrets is an error that shows nothing of it",
        arguments: ["", "{}", "[]", #"{"secret-text""#])
    func mistakes(text: String) {
        do throws(InputError) {
            _ = try SecretsList(JSONSource(name: "t", bytes: Array(text.utf8)))
            Issue.record("accepted")
        } catch {
            #expect(!"\(error.diagnostics)".contains("secret-text"))
        }
    }
}
