import CollectionModel
import Diagnostics
import JSON
import Testing

@Suite("The delimiter of CSV files")
struct CSVDelimiterTests {
    private static func data(
        _ text: String, _ delimiter: IterationData.Delimiter = .automatic
    ) throws(DefinitionError) -> IterationData {
        try IterationData(
            JSONSource(name: "data.csv", bytes: Array(text.utf8)), delimiter: delimiter)
    }

    @Test(
        "The first line shows it, or says it",
        arguments: [
            ("city;n\nOslo;1", #"{"city":"Oslo","n":1}"#),
            ("city\tn\nOslo\t1", #"{"city":"Oslo","n":1}"#),
            ("city,n\nOslo,1", #"{"city":"Oslo","n":1}"#),
            ("sep=;\ncity;n\nOslo;1", #"{"city":"Oslo","n":1}"#),
            ("\u{FEFF}sep=;\r\ncity;n\r\nOslo;1\r\n", #"{"city":"Oslo","n":1}"#),
            ("SEP=|\ncity|n\nOslo|1", #"{"city":"Oslo","n":1}"#),
            ("\n\ncity;n\nOslo;1", #"{"city":"Oslo","n":1}"#),
            ("\"a,b,c\";n\nOslo;1", #"{"a,b,c":"Oslo","n":1}"#),
            ("price, EUR;unit;n\n1,5;kg;1", #"{"price, EUR":"1,5","unit":"kg","n":1}"#),
            ("a;b,c\n1;2,3", #"{"a;b":"1;2","c":3}"#),
            ("a\tb\n\t2", #"{"a":"","b":2}"#), ("a \t b\n x \t y ", #"{"a":"x","b":"y"}"#),
            ("a\n1;2", #"{"a":"1;2"}"#), ("sep=\na", #"{"sep=":"a"}"#),
        ])
    func automatic(text: String, row: String) throws {
        #expect(JSONWriter.compact(JSONValue(.object(try Self.data(text).row(of: 0)))) == row)
    }

    @Test func `A given delimiter wins over the first line`() throws {
        let semicolon = try Self.data("a;b,c;d,e\n1;2,3;4,5", .character(UInt8(ascii: ";")))
        #expect(
            JSONWriter.compact(JSONValue(.object(semicolon.row(of: 0))))
                == #"{"a":1,"b,c":"2,3","d,e":"4,5"}"#)
        let comma = try Self.data("sep=;\na;b,c\n1;2,3", .character(UInt8(ascii: ",")))
        #expect(JSONWriter.compact(JSONValue(.object(comma.row(of: 0)))) == #"{"a;b":"1;2","c":3}"#)
    }

    @Test(
        "A single column that looks like several is a warning",
        arguments: [
            ("a|b\n1|2", IterationData.Delimiter.automatic, "--data-delimiter '|'"),
            ("a;b\n1;2", .character(UInt8(ascii: ",")), "--data-delimiter ';'"),
            ("a\tb\n1\t2", .character(UInt8(ascii: ",")), "--data-delimiter 'tab'"),
            ("city\nOslo", .automatic, nil),
        ] as [(String, IterationData.Delimiter, String?)])
    func hint(text: String, delimiter: IterationData.Delimiter, help: String?) throws {
        let warnings = try Self.data(text, delimiter).warnings
        #expect(warnings.isEmpty == (help == nil))
        if let help { #expect(warnings[0].help[0].contains(help)) }
    }

    @Test(arguments: ["data.xlsx", "data.csv", "-"])
    func `A workbook is named as such`(name: String) {
        let bytes: [UInt8] = [0x50, 0x4B, 0x03, 0x04, 0x14, 0x00]
        do throws(DefinitionError) {
            _ = try IterationData(JSONSource(name: name, bytes: bytes))
            Issue.record("accepted")
        } catch {
            #expect(error.diagnostics[0].message.contains("workbook"))
        }
    }

    @Test(
        "A web page in place of data is named as such",
        arguments: [
            ("https://h/rows", "<!DOCTYPE html>\n<html>"), ("rows.csv", "\n<html lang=en>\n,"),
            ("rows.json", "<!doctype html><p>Sign in"), ("rows", "\u{FEFF}<HTML>\n"),
            ("rows.csv", "\u{FEFF} \n <!Doctype HTML>\n<p>,"), ("rows", "  <html>"),
            ("rows.csv", "\u{FEFF}<?xml version='1.0'?>\n<Error><Code>AccessDenied</Code></Error>"),
        ])
    func webPages(name: String, text: String) {
        do throws(DefinitionError) {
            _ = try IterationData(JSONSource(name: name, decoding: Array(text.utf8)))
            Issue.record("accepted")
        } catch {
            let message = error.diagnostics[0].message
            let kind = text.contains("<?xml") ? "an XML document" : "a web page"
            #expect(message == "the iteration data is \(kind), not CSV or JSON")
        }
    }
}
