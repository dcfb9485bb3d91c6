import CollectionModel
import Execution
import HTTPModel
import JSON
import RunModel
import Testing

/// What `--folder`, `--exclude-folder` and `--request-name` make of a collection.
struct SelectionTests {
    static let collection =
        #"""
        "auth": {"type": "bearer", "bearer": {"token": "tok-123"}},
        "item": [
            {"name": "Ping", "id": "ping-1", "request": "http://h/ping"},
            {"name": "Orders", "id": "orders-1", "item": [
                {"name": "List", "request": "http://h/orders"},
                {"name": "/orders/{id}", "request": "http://h/one"},
                {"name": "Admin", "item": [{"name": "List", "request": "http://h/admin"}]}]},
            {"name": "Users", "item": [
                {"name": "List", "id": "list-3", "request": "http://h/users"},
                {"name": "Admin", "item": [{"name": "Purge", "request": "http://h/purge"}]}]},
            {"name": "Orders/List", "request": "http://h/slash"},
            {"name": "Ping", "request": "http://h/ping2"},
            {"name": "Empty", "item": []}]
        """#

    static func plan(_ selection: Selection) throws -> RunPlan {
        let text = "{\"info\": {\"name\": \"C\"}, \(collection)}"
        return RunPlan(
            try DefinitionFile.collection(JSONSource(name: "c.json", bytes: Array(text.utf8))),
            selecting: selection)
    }

    static func paths(_ selection: Selection) throws -> [String] {
        try plan(selection).listing.map { String($0.url.dropFirst("http://h/".count)) }
    }

    @Test(
        "A name means the first node that has it, then a path; the collection's order counts",
        arguments: [
            (["Ping"], ["ping"]), (["ping-1"], ["ping"]), (["List"], ["orders"]),
            (["Users", "Ping"], ["ping", "users", "purge"]),
            (["Users", "list-3", "Purge", "Users"], ["users", "purge"]),
            (["Admin"], ["admin"]), (["Users/Admin"], ["purge"]),
            (["Users / Admin / Purge"], ["purge"]),
            (["Users/List", "Orders/Admin"], ["admin", "users"]),
            (["Orders/List"], ["slash"]), (["Orders / List"], ["orders"]),
            (["/orders/{id}"], ["one"]), (["Orders//orders/{id}"], ["one"]), (["Empty"], []),
        ] as [([String], [String])])
    func included(names: [String], expected: [String]) throws {
        var selection = Selection()
        selection.included = names
        #expect(try Self.paths(selection) == expected)
        #expect(try Self.plan(selection).unknownNames.isEmpty)
    }

    @Test(
        "All nodes of an excluded name are left out, also of what is included",
        arguments: [
            (["Ping"], [], ["orders", "one", "admin", "users", "purge", "slash"]),
            (["Admin", "Ping"], [], ["orders", "one", "users", "slash"]),
            (["Users/Admin"], ["Users"], ["users"]), (["List"], ["Orders"], ["one"]),
            (["Users"], ["Users"], []), (["orders-1"], ["List"], []),
            (["Orders", "Users", "Ping", "Empty"], [], ["slash"]),
        ] as [([String], [String], [String])])
    func excluded(names: [String], included: [String], expected: [String]) throws {
        var selection = Selection()
        selection.excluded = names
        selection.included = included
        #expect(try Self.paths(selection) == expected)
    }

    @Test func `A filter of names comes last, and it is counted what each part leaves`() throws {
        var selection = Selection()
        selection.included = ["Orders", "Users"]
        selection.excluded = ["Admin"]
        selection.admits = { $0.hasPrefix("L") }
        let plan = try Self.plan(selection)
        #expect(plan.listing.map(\.name) == ["List", "List"])
        #expect([plan.cut.all, plan.cut.included, plan.cut.kept] == [8, 5, 3])
    }

    @Test(
        "Unknown names are reported in their order",
        arguments: [
            (["nope", "Ping"], ["x"], ["nope", "x"]),
            (["Users/Ping"], ["Users/List/"], ["Users/Ping", "Users/List/"]),
        ])
    func unknown(included: [String], excluded: [String], expected: [String]) throws {
        var selection = Selection()
        selection.included = included
        selection.excluded = excluded
        #expect(try Self.plan(selection).unknownNames == expected)
    }

    @Test func `What runs inherits as it does in the whole collection, and may be referred to`()
        throws
    {
        var fixture = RunFixture()
        fixture.selection.included = ["Users"]
        try fixture.run(Self.collection)
        #expect(fixture.paths == ["/users", "/purge"])
        #expect(
            fixture.network.requests.allSatisfy { $0.headers["Authorization"] == "Bearer tok-123" })
    }

    @Test func `A selection of nothing is warned of`() throws {
        var fixture = RunFixture()
        fixture.selection.included = ["Empty"]
        try fixture.run(Self.collection)
        #expect(fixture.warnings == ["the selected part of the collection has no request to run"])
    }
}

/// What `--list` shows of each request.
struct ListingTests {
    @Test func `An entry says how it is signed, and whether scripts run`() throws {
        let text = #"""
            {"info": {"name": "C"}, "auth": {"type": "oauth2"},
             "event": [{"listen": "test", "script": ["  "]}],
             "item": [
                {"name": "a", "request": {"url": "http://u:pw@{{host}}/:id?a={{b}}", "method": "put"}},
                {"name": "F", "event": [{"listen": "prerequest", "script": ["1"]}], "auth": {"type": "basic"}, "item": [
                    {"name": "b", "request": "http://h/", "event": [{"listen": "test", "script": ["1"]}]},
                    {"name": "c", "request": {"url": "http://{{u}}:{{p}}@h/", "auth": {"type": "noauth"}}},
                    {"name": "d", "request": {"url": "", "auth": {"type": "hawk"}}}]}]}
            """#
        let plan = RunPlan(
            try DefinitionFile.collection(JSONSource(name: "c.json", bytes: Array(text.utf8))))
        #expect(
            plan.listing == [
                ListedRequest(
                    name: "a", folders: [], method: "PUT",
                    url: "http://u:********@{{host}}/:id?a={{b}}",
                    authorization: "oauth2 of collection 'C'"),
                ListedRequest(
                    name: "b", folders: ["F"], method: "GET", url: "http://h/",
                    authorization: "basic of folder 'F'", hasPrerequestScripts: true,
                    hasTestScripts: true),
                ListedRequest(
                    name: "c", folders: ["F"], method: "GET", url: "http://{{u}}:{{p}}@h/",
                    authorization: "no auth", hasPrerequestScripts: true),
                ListedRequest(
                    name: "d", folders: ["F"], method: "GET", url: "", authorization: "hawk",
                    hasPrerequestScripts: true),
            ])
    }
}
