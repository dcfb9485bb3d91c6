// The objects behind `pm.request`, with its URL and body, and `pm.sendRequest`.

import { exportPart } from "sandbox";
import { RequestBody } from "./body.js";
import { FormParam, QueryParam } from "./query.js";
import { changedDefinition, Request, RequestAuth } from "./request.js";
import { hostError, makeSendRequest } from "./send-request.js";
import { Url } from "./url.js";
import { Variable, VariableList } from "./variable-list.js";

exportPart("requests", {
    changedDefinition, FormParam, hostError, makeSendRequest, QueryParam, Request, RequestAuth, RequestBody, Url, Variable,
    VariableList,
});
