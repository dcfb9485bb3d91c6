// What Postman adds to chai: the assertions about requests and responses (chai-postman). The
// messages are those that reports of Newman show. Those that name a status compare the reason
// first, then the code, as Newman's do.

import { kinds } from "../core/kinds.js";
import { masked } from "../core/masking.js";
import { isPlainObject } from "../core/primordials.js";
import { guardNames } from "./assertion-names.js";
import { hasPath, isEqual, valueAt } from "./json-paths.js";
import { validatorOf } from "./schema-validators.js";

const classes = { info: 1, success: 2, redirection: 3, clientError: 4, serverError: 5 };

const statuses = {
    accepted: [202, "Accepted"], withoutContent: [204, "No Content"],
    badRequest: [400, "Bad Request"],
    unauthorised: [401, "Unauthorised"], unauthorized: [401, "Unauthorized"],
    forbidden: [403, "Forbidden"],
    notFound: [404, "Not Found"], notAcceptable: [406, "Acceptable"],
    rateLimited: [429, "Too Many Requests"],
};

const isRequest = (value) => value instanceof (kinds.Request);
const isResponse = (value) => value instanceof (kinds.Response);

/** The response that an assertion is about; fails if it is about anything else. */
function response(assertion) {
    const subject = assertion._obj;
    if (!isResponse(subject)) {
        const { constructor: Assertion } = assertion;
        new Assertion(subject).assert(false, "expecting a postman response object but got #{this}");
    }
    return subject;
}

function checkCode(assertion, wanted, actual) {
    assertion.assert(actual === wanted,
        "expected response to have status code #{exp} but got #{act}",
        "expected response to not have status code #{act}", wanted, actual);
}

function checkReason(assertion, wanted, actual) {
    assertion.assert(actual === wanted,
        "expected response to have status reason #{exp} but got #{act}",
        "expected response to not have status reason #{act}", wanted, actual);
}

function checkClass(assertion, wanted) {
    const { code } = response(assertion);
    assertion.assert(Math.floor(code / 100) === wanted,
        "expected response code to be #{exp}XX but found #{act}",
        "expected response code to not be #{exp}XX", wanted, code);
}

function checkNamed(assertion, code, reason) {
    const subject = response(assertion);
    checkReason(assertion, reason.toUpperCase(), String(subject.reason()).toUpperCase());
    checkCode(assertion, code, subject.code);
}

/** What is wrong with the JSON of a response, in one line; undefined if nothing is. */
function jsonError(subject) {
    try {
        subject.json();
        return undefined;
    } catch (error) {
        return error.name === "JSONError"
            ? error.message.split("\n")[0]
            : `${error.name}: ${error.message}`;
    }
}

function jsonOf(subject) {
    try {
        return subject.json();
    } catch {
        return undefined;
    }
}

function checkValidJSON(assertion) {
    const error = jsonError(response(assertion));
    assertion.assert(error === undefined,
        `expected response body to be a valid json but got error ${error}`,
        "expected response body not to be a valid json");
}

function checkContent(assertion) {
    const text = response(assertion).text();
    assertion.assert(
        typeof text === "string" && text.length > 0, "expected response to have content in body",
        "expected response to not have content in body");
}

function checkHeader(assertion, name, value) {
    const subject = assertion._obj;
    const kind = isRequest(subject) ? "request" : isResponse(subject) ? "response" : undefined;
    if (kind === undefined) {
        const { constructor: Assertion } = assertion;
        new Assertion(subject).assert(
            false, "expecting a postman request or response object but got #{this}");
    }
    const isThere = subject.headers.has(String(name));
    assertion.assert(isThere, `expected ${kind} to have header with key '${name}'`,
        `expected ${kind} to not have header with key '${name}'`, true, isThere);
    if (value.length === 0) return;
    // With `.not`, a header that is absent does not have the value either.
    const actual = subject.headers.one(String(name))?.value;
    assertion.assert(
        actual === value[0], `expected '${name}' ${kind} header to be #{exp} but got #{act}`,
        `expected '${name}' ${kind} header to not be #{act}`, value[0], actual);
}

function checkBody(assertion, given) {
    const subject = response(assertion);
    const [wanted] = given;
    if (isPlainObject(wanted)) {
        const actual = jsonOf(subject);
        return assertion.assert(isEqual(actual, wanted),
            "expected response body json to equal #{exp} but got #{act}",
            "expected response body json to not equal #{exp} but got #{act}", wanted, actual);
    }
    if (given.length === 0) return checkContent(assertion);
    const text = subject.text();
    if (wanted instanceof RegExp) {
        return assertion.assert(wanted.exec(text) !== null,
            "expected response body text to match #{exp} but got #{act}",
            "expected response body text #{act} to not match #{exp}", wanted, text);
    }
    assertion.assert(isEqual(text, wanted), "expected response body to equal #{exp} but got #{act}",
        "expected response body to not equal #{exp}", wanted, text);
}

function checkJSONBody(assertion, given) {
    if (given.length === 0) return checkValidJSON(assertion);
    const [path, value] = given;
    const body = jsonOf(response(assertion));
    // As in Newman: an object compares nothing.
    if (typeof path !== "string") return;
    assertion.assert(hasPath(body, path), "expected #{act} in response to contain property #{exp}",
        "expected #{act} in response to not contain property #{exp}", path, body);
    if (given.length < 2) return;
    const actual = valueAt(body, path);
    assertion.assert(
        isEqual(actual, value),
        `expected response body json at "${path}" to contain #{exp} but got #{act}`,
        `expected response body json at "${path}" to not contain #{exp} but got #{act}`, value,
        actual);
}

function checkSchema(assertion, schema, options) {
    const validator = validatorOf(schema, options);
    const subject = assertion._obj;
    const data = isRequest(subject) || isResponse(subject) ? subject.json() : subject;
    assertion.assert(validator.validate(schema, data),
        `expected data to satisfy schema but found following errors: \n${validator.errorsText()}`,
        "expected data to not satisfy schema", true, false);
}

/** A measure of a response that chai's comparisons can follow: `responseTime.below(200)`. */
function addMeasure(chai, name, measure, checkExact) {
    const { Assertion, util } = chai;
    Assertion.addChainableMethod(name, function exact(...given) {
        const actual = util.flag(this, "number");
        if (given.length > 0) checkExact(this, given[0], actual);
    }, function start() {
        const actual = measure(response(this));
        util.flag(this, "number", actual);
        util.flag(this, "object", actual);
        // A `not` is about the number that follows, not about there being one.
        new Assertion(actual).assert(typeof actual === "number",
            `expected response to have a valid ${name} but got #{act}`, undefined, null, actual);
    });
}

function addStatuses(Assertion) {
    const property = (name, check) => Assertion.addProperty(name, function run() { check(this); });
    for (const name in classes) property(name, (assertion) => checkClass(assertion, classes[name]));
    for (const name in statuses)
        property(name, (assertion) => checkNamed(assertion, ...statuses[name]));
    property("error", (assertion) => {
        const { code } = response(assertion);
        assertion.assert(
            code >= 400 && code < 600, "expected response code to be 4XX or 5XX but found #{act}",
            "expected response code to not be 4XX or 5XX", null, code);
    });
    // Chai's own `ok` stays what it is for everything but responses.
    Assertion.overwriteProperty("ok", (original) => function ok() {
        if (isResponse(this._obj)) checkNamed(this, 200, "OK");
        else original.call(this);
    });
}

function addKinds(Assertion) {
    const kind = (name, words, test) => Assertion.addProperty(name, function run() {
        this.assert(test(this._obj), `expecting a postman ${words} object but got #{this}`,
            `not expecting a postman ${words} object`);
    });
    kind("postmanRequest", "request", (value) => isRequest(value));
    kind("postmanResponse", "response", (value) => isResponse(value));
    kind("postmanRequestOrResponse", "request or response",
        (value) => isRequest(value) || isResponse(value));
}

/** Has chai mask the values that its messages show, before it shortens them. */
function maskMessages(util) {
    const { getMessage, inspect, objDisplay, flag } = util;
    util.inspect = (value, ...options) => inspect(masked(value), ...options);
    util.objDisplay = (value) => objDisplay(masked(value));
    util.getMessage = (assertion, given) => {
        const [passes, message, negated, ...compared] = given;
        const shown = {
            __flags: { ...assertion.__flags, object: masked(flag(assertion, "object")) },
            _obj: masked(assertion._obj),
        };
        return getMessage(shown, [passes, message, negated, ...compared.map(masked)]);
    };
}

/** Teaches the assertions to chai; `chai.use` calls this. */
export function extendChai(chai) {
    const { Assertion, util } = chai;
    maskMessages(util);
    const method = (name, check) =>
        Assertion.addMethod(name, function run(...given) { check(this, given); });
    addKinds(Assertion);
    addStatuses(Assertion);
    Assertion.addProperty("withBody", function run() { checkContent(this); });
    Assertion.addProperty("json", function run() { checkValidJSON(this); });
    method("statusCodeClass", (assertion, [wanted]) => checkClass(assertion, wanted));
    method(
        "statusCode",
        (assertion, [wanted]) => checkCode(assertion, Number(wanted), response(assertion).code));
    method(
        "statusReason",
        (assertion, [wanted]) =>
            checkReason(assertion, String(wanted), response(assertion).reason()));
    method("status", (assertion, [wanted]) => {
        const subject = response(assertion);
        if (typeof wanted === "number") checkCode(assertion, wanted, subject.code);
        else checkReason(assertion, wanted, subject.reason());
    });
    method("header", (assertion, [name, ...value]) => checkHeader(assertion, name, value));
    method("body", checkBody);
    method("jsonBody", checkJSONBody);
    method("jsonSchema", (assertion, [schema, options]) => checkSchema(assertion, schema, options));
    addMeasure(
        chai, "responseTime", (subject) => subject.responseTime,
        (assertion, wanted, actual) => assertion.assert(
            actual === wanted, "expected response to have a valid response time but got #{act}",
            "expected response to not have a valid response time but got #{act}", null, actual));
    addMeasure(
        chai, "responseSize", (subject) => subject.size().total,
        (assertion, wanted, actual) =>
            // The two numbers are swapped in Newman's message.
        assertion.assert(
            actual === wanted, "expected response size to equal #{act} but got #{exp}",
            "expected response size to not equal #{act} but got #{exp}", wanted, actual));
    guardNames(chai);
}
