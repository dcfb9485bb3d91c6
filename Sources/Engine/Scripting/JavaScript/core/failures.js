// Failures as the host receives them. Failure+Script.swift reads the members by their names.

/** A failure without a place in the script; line and column 0 stand for none. */
export const plainFailure = (name, message) => ({
    __proto__: null,
    name,
    message,
    stack: undefined,
    line: 0,
    column: 0,
    actual: undefined,
    expected: undefined,
});
