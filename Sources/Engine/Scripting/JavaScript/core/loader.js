// Loads the parts of the sandbox, so that a run pays only for those that its scripts use.
//
// The manifest, embedded-scripts.txt, lists the files of each part. Files import one another as
// usual. An import from a file of another part gives a stand-in, which evaluates that part when one
// of its members is first read.
//
// The build wraps this file into a function of `host`, the object with the host's functions. It has
// checked that parts export what others import.

const { assign, setPrototypeOf } = Object;
const LoaderError = Error;
const NativeProxy = Proxy;

/** The host's functions; each part adds the ones that it needs. */
export const native = host;

/** Part → its exports, once it is evaluated. */
const loaded = { __proto__: null };
/** Part → its stand-in. */
const standIns = { __proto__: null };
/** The parts that are being evaluated. */
const loading = { __proto__: null };

let evaluations = 0;

/**
 * Whether a part or a library is being evaluated. Many libraries look for a global of their own
 * name (lodash reads
 * `_`), and must find nothing.
 */
export const isEvaluating = () => evaluations > 0;

/** Calls a bundle with the functions that it takes. */
export function evaluate(bundle, first, second) {
    evaluations++;
    try {
        return bundle(first, second);
    } finally {
        evaluations--;
    }
}

/** The exports of a part, which is evaluated when they are first needed. */
function load(part) {
    if (loaded[part] !== undefined) return loaded[part];
    if (loading[part])
        throw new LoaderError(`the part '${part}' needs itself while it is evaluated`);
    loading[part] = true;
    try {
        assign(native, native.functions(part));
        evaluate(native.part(part), importPart, (exports) => { loaded[part] = exports; });
    } finally {
        loading[part] = false;
    }
    return loaded[part];
}

/**
 * An object that gets the exports of a part when one of them is first read: until then its
 * prototype waits for that.
 */
function makeStandIn(part) {
    const target = { __proto__: null };
    const standIn = { __proto__: null };
    const get = (_, name) => {
        const exports = load(part);
        setPrototypeOf(standIn, null);
        return assign(standIn, exports)[name];
    };
    return setPrototypeOf(standIn, new NativeProxy(target, { __proto__: null, get }));
}

/** What an import from another part gives. */
function importPart(part) {
    const exports = loaded[part] ?? standIns[part];
    return exports ?? (standIns[part] = makeStandIn(part));
}

loaded.loader = { __proto__: null, evaluate, isEvaluating, native };
load("core");
