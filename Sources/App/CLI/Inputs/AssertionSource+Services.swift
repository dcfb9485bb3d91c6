import HTTPModel
import JSON
import OAuth2
import Platform
import TextEncoding

/// CI services that hand out identity tokens on request.
extension AssertionSource {
    func askGitHub(
        for audience: String, _ transport: any HTTPTransport
    ) throws(OAuth2Error) -> String {
        guard let address = ProcessEnvironment["ACTIONS_ID_TOKEN_REQUEST_URL"],
            let token = ProcessEnvironment["ACTIONS_ID_TOKEN_REQUEST_TOKEN"]
        else {
            throw unavailable("the job has no identity; give it the permission 'id-token: write'")
        }
        let separator = address.contains("?") ? "&" : "?"
        let request = HTTPRequest(
            url: address + separator + "audience=" + PercentEncoding.strict.encode(audience),
            headers: HTTPHeaders([
                HTTPField(name: "Authorization", value: "Bearer " + token),
                HTTPField(name: "Accept", value: "application/json"),
            ]))
        return try answer(to: request, member: "value", of: "GitHub", transport)
    }

    /// Asks Azure Pipelines for the token of the service connection that the task uses.
    func askAzure(_ transport: any HTTPTransport) throws(OAuth2Error) -> String {
        guard let address = ProcessEnvironment["SYSTEM_OIDCREQUESTURI"],
            let token = ProcessEnvironment["SYSTEM_ACCESSTOKEN"], !token.isEmpty
        else {
            throw unavailable(
                "the job has no identity; map SYSTEM_ACCESSTOKEN to '$(System.AccessToken)'")
        }
        guard let connection = ProcessEnvironment["AZURESUBSCRIPTION_SERVICE_CONNECTION_ID"] else {
            throw unavailable(
                "AZURESUBSCRIPTION_SERVICE_CONNECTION_ID is not set; use the task AzureCLI@2, or "
                    + "set it to the id of a service connection")
        }
        let request = HTTPRequest(
            method: "POST",
            url: address + "?api-version=7.1&serviceConnectionId="
                + PercentEncoding.strict.encode(connection),
            headers: HTTPHeaders([
                HTTPField(name: "Authorization", value: "Bearer " + token),
                HTTPField(name: "Accept", value: "application/json"),
                HTTPField(name: "Content-Type", value: "application/json"),
            ]), body: HTTPBody([]))
        return try answer(to: request, member: "oidcToken", of: "Azure Pipelines", transport)
    }

    private func answer(
        to request: HTTPRequest, member: String, of service: String,
        _ transport: any HTTPTransport
    ) throws(OAuth2Error) -> String {
        var options = TransferOptions()
        options.refusesCrossOriginRedirects = true
        options.disablesCookies = true
        options.totalTimeout = .seconds(30)
        let exchange: HTTPExchange
        do throws(TransportError) {
            exchange = try transport.exchange(request, options: options)
        } catch {
            throw unavailable(error.message)
        }
        let reply = try? JSONParser.parse(JSONSource(name: "", bytes: exchange.response.body))
        guard exchange.response.status == 200, let value = reply?[member]?.string else {
            throw unavailable("\(service) responded \(exchange.response.status)")
        }
        return value
    }
}
