import Diagnostics
import Testing

struct SecretNameTests {
    @Test(
        "names that suggest a secret",
        arguments: [
            "password", "apiKey", "API-KEY", "client_secret", "x-access-token", "token2", "PWD",
            "myJWTs", "größe_token", "token_für_ü",
        ]) func telling(_ name: String)
    {
        #expect(SecretName.isTelling(name))
    }

    @Test(
        "names that do not",
        arguments: [
            "", "to", "key", "tok-n", "tokenUrl", "token_expires_at", "Password-Policy",
            "secret.name", "größe", "tokenürl_url", "token_format", "requested_token_use",
        ]) func harmless(_ name: String)
    {
        #expect(!SecretName.isTelling(name))
    }

    @Test(
        "parameters that are secrets, in blocks and in requests",
        arguments: [
            ("clientSecret", true), ("client_secret", true), ("Authorization", true),
            ("code", true), ("clientId", false), ("accessTokenUrl", false), ("accessKey", false),
            ("code_challenge", false),
        ]) func credentials(_ name: String, isSecret: Bool)
    {
        #expect(SecretName.isCredential(name) == isSecret)
    }
}
