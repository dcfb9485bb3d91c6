// The numbers in a Buffer: readInt32BE and its many kin, each over DataView.

import { NativeTypeError } from "../../core/primordials.js";

export function outOfRange(name, range, value) {
    const error = new RangeError(
        `The value of "${name}" is out of range. It must be ${range}. Received ${String(value)}`);
    error.code = "ERR_OUT_OF_RANGE";
    return error;
}

/** A position that must lie between 0 and the end. */
export function checkedRange(value, name, end) {
    if (typeof value !== "number") {
        const error = new NativeTypeError(
            `The "${name}" argument must be of type number. Received type ${typeof value}`);
        error.code = "ERR_INVALID_ARG_TYPE";
        throw error;
    }
    if (!Number.isInteger(value)) throw outOfRange(name, "an integer", value);
    if (value < 0 || value > end) throw outOfRange(name, `>= 0 and <= ${end}`, value);
    return value;
}

const viewOf = (buffer) => new DataView(buffer.buffer, buffer.byteOffset, buffer.byteLength);

/** The offset of `size` bytes that lie within the buffer. */
function checkedOffset(buffer, offset, size) {
    if (buffer.length < size) {
        const error = new RangeError("Attempt to access memory outside buffer bounds");
        error.code = "ERR_BUFFER_OUT_OF_BOUNDS";
        throw error;
    }
    return checkedRange(offset, "offset", buffer.length - size);
}

/** Refuses what does not fit into so many bits. */
function checkInteger(value, bits, isSigned) {
    const one = typeof value === "bigint" ? 1n : 1;
    const two = one + one;
    const width = typeof value === "bigint" ? BigInt(bits) : bits;
    const low = isSigned ? -(two ** (width - one)) : one - one;
    const high = (isSigned ? two ** (width - one) : two ** width) - one;
    if (value < low || value > high) throw outOfRange("value", `>= ${low} and <= ${high}`, value);
}

export const numberMethods = {};

/** Defines reading and writing of one kind of number, under Node's two spellings of `UInt`. */
function defineNumber(name, size, suffix, check) {
    const isLittle = suffix === "LE";
    const key = name + suffix;
    function read(offset = 0) {
        return viewOf(this)[`get${dataViewNames[name]}`](
            checkedOffset(this, offset, size), isLittle);
    }
    function write(value, offset = 0) {
        const number = typeof value === "bigint" ? value : Number(value);
        check?.(number);
        viewOf(this)[`set${dataViewNames[name]}`](
            checkedOffset(this, offset, size), number, isLittle);
        return offset + size;
    }
    defineBoth(key, read, write);
}

function defineBoth(key, read, write) {
    for (const spelling of [key, key.replace("UInt", "Uint")]) {
        numberMethods[`read${spelling}`] = read;
        numberMethods[`write${spelling}`] = write;
    }
}

const dataViewNames = {
    UInt8: "Uint8", Int8: "Int8", UInt16: "Uint16", Int16: "Int16", UInt32: "Uint32",
    Int32: "Int32",
    BigUInt64: "BigUint64", BigInt64: "BigInt64", Float: "Float32", Double: "Float64",
};

for (const [bits, isSigned] of [
         [8, false], [8, true], [16, false], [16, true], [32, false], [32, true]]) {
    const name = `${isSigned ? "Int" : "UInt"}${bits}`;
    for (const suffix of bits === 8 ? [""] : ["LE", "BE"]) {
        defineNumber(name, bits / 8, suffix, (value) => checkInteger(value, bits, isSigned));
    }
}
for (const suffix of ["LE", "BE"]) {
    defineNumber("BigUInt64", 8, suffix, (value) => checkInteger(value, 64, false));
    defineNumber("BigInt64", 8, suffix, (value) => checkInteger(value, 64, true));
    defineNumber("Float", 4, suffix);
    defineNumber("Double", 8, suffix);
    for (const isSigned of [false, true]) defineVariable(suffix, isSigned);
}

/** Integers of one to six bytes: readUIntBE(offset, byteLength) and its kin. */
function defineVariable(suffix, isSigned) {
    const place = (index, size) => (suffix === "LE" ? index : size - 1 - index);
    function read(offset, size) {
        checkedRange(size - 1, "byteLength", 5);
        const start = checkedOffset(this, offset, size);
        let value = 0;
        for (let i = size - 1; i >= 0; i--) value = value * 256 + this[start + place(i, size)];
        return isSigned && value >= 2 ** (8 * size - 1) ? value - 2 ** (8 * size) : value;
    }
    function write(value, offset, size) {
        checkedRange(size - 1, "byteLength", 5);
        checkInteger(Number(value), 8 * size, isSigned);
        const start = checkedOffset(this, offset, size);
        let rest = value < 0 ? Number(value) + 2 ** (8 * size) : Number(value);
        for (let i = 0; i < size; i++) {
            this[start + place(i, size)] = rest % 256;
            rest = Math.floor(rest / 256);
        }
        return offset + size;
    }
    defineBoth(`${isSigned ? "Int" : "UInt"}${suffix}`, read, write);
}
