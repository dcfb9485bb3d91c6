// The URLs of Blobs that URL.createObjectURL() makes. They have a meaning only within a run.

import { wrongType } from "../node/arguments.js";
import { randomUUID } from "./crypto/random.js";
import { Blob } from "./blob.js";

const blobs = new Map();

export const objectURLs = {
    add(blob) {
        if (!(blob instanceof Blob)) throw wrongType('"obj" argument', "an instance of Blob", blob);
        const url = `blob:nodedata:${randomUUID()}`;
        blobs.set(url, blob);
        return url;
    },
    remove(url) { blobs.delete(String(url)); },
    find: (url) => blobs.get(String(url)),
};
