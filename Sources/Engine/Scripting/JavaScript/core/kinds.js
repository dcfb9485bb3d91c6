// The classes that assertions distinguish. A class enters itself when its part is evaluated; until
// then no value can be an instance of it.

class Nothing {}

export const kinds = { __proto__: null, Request: Nothing, Response: Nothing };
