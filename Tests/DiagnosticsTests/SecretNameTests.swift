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
            "secret.name", "größe", "tokenürl_url",
        ]) func harmless(_ name: String)
    {
        #expect(!SecretName.isTelling(name))
    }
}
