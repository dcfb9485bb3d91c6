// pm.vault: the secrets that the run was given. What a script sets lives as long as the run.

import { native } from "../core/native.js";

export const vault = {
    async get(name) { return native.getSecret(String(name)); },
    async set(name, value) { native.setSecret(String(name), String(value)); },
    async unset(name) { native.unsetSecret(String(name)); },
};
