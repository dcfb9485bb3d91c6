import RunModel
import Testing

@testable import Scripting

@Suite struct GlobalTests {
    @Test("web and Node globals", arguments: webCases) func web(_ item: ScriptCase) { item.check() }

    static let webCases: [ScriptCase] = [
        .shows("btoa('hi'), atob('aGk=')", "'aGk=', 'hi'"),
        ScriptCase(
            "try { atob('*') } catch (e) { console.log(e.name) }", "log: 'InvalidCharacterError'"),
        .shows(
            "new TextEncoder().encode('ä€😀')",
            "Uint8Array(9) [\n  195, 164, 226,\n  130, 172, 240,\n  159, 152, 128\n]"),
        .shows("new TextDecoder().decode(new TextEncoder().encode('ä€😀'))", "'ä€😀'"),
        .shows("new TextDecoder('latin1').decode(new Uint8Array([228]))", "'ä'"),
        .shows(
            "structuredClone({ a: [new Date(0)], m: new Map([[1, 2]]) })",
            "{ a: [ 1970-01-01T00:00:00.000Z ], m: Map(1) { 1 => 2 } }"),
        ScriptCase(
            "try { structuredClone(() => {}) } catch (e) { console.log(e.name) }",
            "log: 'DataCloneError'"),
        .shows(
            "Buffer.from('ä').toString('base64'), Buffer.from('w6Q=', 'base64').toString()",
            "'w6Q=', 'ä'"),
        .shows(
            "Buffer.from('ff01', 'hex'), Buffer.from([1, 2]).toString('hex')",
            "<Buffer ff 01>, '0102'"),
        .shows(
            "Buffer.concat([Buffer.from('a'), Buffer.from('b')]).toString(), Buffer.byteLength('ä')",
            "'ab', 2"),
        .shows(
            "Buffer.isBuffer(Buffer.alloc(2, 1)), JSON.stringify(Buffer.alloc(1))",
            #"true, '{"type":"Buffer","data":[0]}'"#),
        .shows("crypto.randomUUID()", "'07070707-0707-4707-8707-070707070707'"),
        .shows("crypto.getRandomValues(new Uint8Array(2))", "Uint8Array(2) [ 7, 7 ]"),
        .shows(
            "typeof process, typeof fetch, typeof XMLHttpRequest, typeof __native",
            "'undefined', 'undefined', 'undefined', 'undefined'"),
        .shows(
            "(() => { const names = []; for (const n in globalThis) names.push(n); return names })()",
            "[]"),
    ]

    @Test("URL and URLSearchParams", arguments: urlCases) func url(_ item: ScriptCase) {
        item.check()
    }

    static let urlCases: [ScriptCase] = [
        .shows(
            "new URL('https://u:p@Example.com:443/a/../b c?x=1 2#f').href",
            "'https://u:p@example.com/b%20c?x=1%202#f'"),
        .shows("new URL('../x?y', 'http://h/a/b/c').href", "'http://h/a/x?y'"),
        .shows(
            "new URL('http://h:81/p?q#z').host, new URL('http://h/p?q').pathname", "'h:81', '/p'"),
        .shows("new URL('http://h/?a=1&b=2').searchParams.get('b')", "'2'"),
        ScriptCase(
            "const u = new URL('http://h/'); u.searchParams.append('a', 'b c'); u.hash = 'x'; console.log(`${u}`)",
            "log: 'http://h/?a=b+c#x'"),
        ScriptCase(
            "try { new URL('nope') } catch (e) { console.log(e.name, e.message) }",
            "log: 'TypeError', 'Invalid URL'"),
        .shows("URL.canParse('http://h'), URL.canParse('x')", "true, false"),
        .shows("new URLSearchParams({ a: 1, b: 'ä' }).toString()", "'a=1&b=%C3%A4'"),
        .shows("[...new URLSearchParams('?a=1&a=2')]", "[ [ 'a', '1' ], [ 'a', '2' ] ]"),
        .shows(
            "new URLSearchParams([['a', '1']]).has('a'), new URLSearchParams('a=1').getAll('a')",
            "true, [ '1' ]"),
    ]

    @Test("require", arguments: requireCases) func require(_ item: ScriptCase) { item.check() }

    static let requireCases: [ScriptCase] = [
        .shows("require('lodash').chunk([1, 2, 3], 2)", "[ [ 1, 2 ], [ 3 ] ]"),
        ScriptCase(
            "const _ = require('lodash'); console.log(_.get({ a: { b: 1 } }, 'a.b'))", "log: 1"),
        .shows(
            "require('chai').expect === pm.expect, require('lodash') === require('lodash')",
            "true, true"),
        .shows("require('uuid')().length, require('uuid').v4().length", "36, 36"),
        .shows(
            "require('buffer').Buffer === Buffer, require('atob')('aGk='), require('btoa')('hi')",
            "true, 'hi', 'aGk='"),
        .shows(
            "require('util').inspect({ a: { b: { c: { d: 1 } } } }), require('util').format('%s-%d-%j', 'a', 1, {})",
            "'{ a: { b: { c: [Object] } } }', 'a-1-{}'"),
        .shows("require('url').URL === URL", "true"),
        .shows("require('crypto-js').SHA256('a').toString().slice(0, 8)", "'ca978112'"),
        .shows("require('moment')(0).utc().format()", "'1970-01-01T00:00:00Z'"),
        .shows("require('tv4').validate(1, { type: 'string' })", "false"),
        .shows("require('cheerio').load('<p>hi</p>')('p').text()", "'hi'"),
        .shows("new (require('ajv'))().validate({ type: 'number' }, 1)", "true"),
        ScriptCase(
            "require('xml2js').parseString('<a><b>1</b></a>', (e, r) => console.log(r))",
            "log: { a: { b: [ '1' ] } }"),
        .shows("require('timers').setTimeout === setTimeout", "true"),
        .shows(
            "new (require('postman-collection').HeaderList)(null, 'A: 1\\nB: 2').toObject()",
            "{ a: '1', b: '2' }"),
        ScriptCase(
            "try { require('left-pad') } catch (e) { console.log(e.message.slice(0, 30), e.code) }",
            "log: \"Cannot find module 'left-pad';\", 'MODULE_NOT_FOUND'"),
    ]

    @Test("pm's other members", arguments: pmCases) func other(_ item: ScriptCase) { item.check() }

    static let pmCases: [ScriptCase] = [
        .shows(
            "pm.info.eventName, pm.info.iteration, pm.info.iterationCount, pm.info.requestName, pm.info.requestId",
            "'test', 1, 4, 'Get order', 'r-1'"),
        ScriptCase(
            "'use strict'; pm.info.iteration = 5",
            "error: TypeError: Attempted to assign to readonly property. at 1:22"),
        .shows(
            "pm.execution.location, pm.execution.location.current",
            "[ 'Shop', 'Orders', 'Get order' ], 'Orders'"),
        ScriptCase("pm.execution.setNextRequest('B'); console.log('on')", "log: 'on'", "next: B"),
        ScriptCase(
            "pm.execution.setNextRequest('B'); pm.execution.setNextRequest(null)", "next: null"),
        ScriptCase("pm.execution.setNextRequest(undefined)"),
        ScriptCase(
            "pm.test('a'); setTimeout(() => console.log('no'), 1); pm.execution.skipRequest(); console.log('no')",
            "passed: a", "skip", event: .prerequest),
        ScriptCase("pm.test('a', () => pm.execution.skipRequest())", "skip", event: .prerequest),
        ScriptCase(
            "try { pm.execution.skipRequest() } catch (e) { console.log(e.name) }",
            "log: 'TypeError'"),
        ScriptCase("pm.visualizer.set('<p>{{a}}</p>', { a: 1 }); pm.visualizer.clear()"),
        ScriptCase(
            "try { pm.visualizer.set(5) } catch (e) { console.log(e.name) }", "log: 'TypeError'"),
        ScriptCase(
            "try { await pm.vault.get('x') } catch (e) { console.log(e.message.slice(0, 19)) }",
            "log: 'Vault access denied'"),
        .shows("pm.require('npm:lodash@4.17.21') === require('lodash')", "true"),
        .shows("Object.keys(pm).length", "0"),
    ]

    @Test func helpersOnTheGlobalObjectAreSharedAndPmIsFresh() {
        let bench = Bench()
        bench.run(
            "helper = function () { return pm.info.eventName }; var own = 1; pm.extra = 1",
            .prerequest)
        #expect(
            bench.run("console.log(helper(), typeof own, pm.extra)") == [
                "log: 'test', 'undefined', undefined"
            ])
    }

    @Test(
        "any name of the sandbox can be declared anew",
        arguments: [
            "_", "tests", "data", "request", "pm", "require", "console", "Buffer", "globals",
            "environment",
        ]) func redeclaration(_ name: String)
    {
        #expect(Bench().run("const \(name) = 5; pm_ok = \(name)") == [])
        #expect(Bench().run("let \(name); \(name) = 1") == [])
    }
}
