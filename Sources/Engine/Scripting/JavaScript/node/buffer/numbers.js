// The methods that read and write numbers in a Buffer: readInt32BE and its like, over DataView.

import { checkedInteger, outOfBounds, outOfRange } from "../arguments.js";

const viewOf = (buffer) => new DataView(buffer.buffer, buffer.byteOffset, buffer.byteLength);

/** Returns an offset at which `size` bytes lie within the buffer. */
function checkedOffset(buffer, offset, size) {
    if (buffer.length < size) throw outOfBounds();
    return checkedInteger(offset, "offset", 0, buffer.length - size);
}

/** Checks that a number fits into so many bits. */
function checkFits(value, bits, isSigned) {
    const isBig = typeof value === "bigint";
    const power = (exponent) => (isBig ? 2n ** BigInt(exponent) : 2 ** exponent);
    const one = isBig ? 1n : 1;
    const low = isSigned ? -power(bits - 1) : one - one;
    const high = power(isSigned ? bits - 1 : bits) - one;
    if (value >= low && value <= high) return;
    const suffix = isBig ? "n" : "";
    const limit = `2${suffix} ** ${isSigned ? bits - 1 : bits}${suffix}`;
    const lowest = isSigned ? `-(${limit})` : `0${suffix}`;
    const range = bits > 32 ? `>= ${lowest} and < ${limit}` : `>= ${low} and <= ${high}`;
    throw outOfRange("value", range, value);
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
        defineNumber(name, bits / 8, suffix, (value) => checkFits(value, bits, isSigned));
    }
}
for (const suffix of ["LE", "BE"]) {
    defineNumber("BigUInt64", 8, suffix, (value) => checkFits(value, 64, false));
    defineNumber("BigInt64", 8, suffix, (value) => checkFits(value, 64, true));
    defineNumber("Float", 4, suffix);
    defineNumber("Double", 8, suffix);
    for (const isSigned of [false, true]) defineVariable(suffix, isSigned);
}

/** Integers of one to six bytes: readUIntBE(offset, byteLength) and its kin. */
function defineVariable(suffix, isSigned) {
    const place = (index, size) => (suffix === "LE" ? index : size - 1 - index);
    function read(offset, size) {
        checkedInteger(size, "byteLength", 1, 6);
        const start = checkedOffset(this, offset, size);
        let value = 0;
        for (let i = size - 1; i >= 0; i--) value = value * 256 + this[start + place(i, size)];
        return isSigned && value >= 2 ** (8 * size - 1) ? value - 2 ** (8 * size) : value;
    }
    function write(value, offset, size) {
        checkedInteger(size, "byteLength", 1, 6);
        checkFits(Number(value), 8 * size, isSigned);
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
