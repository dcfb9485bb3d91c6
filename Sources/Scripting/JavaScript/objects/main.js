// The objects behind `pm`: Postman's Request, Response and the lists that they hold. A script that asks
// for none of them does not wait for their evaluation.

import { exportPart } from "sandbox";
import { RequestBody } from "./body.js";
import { Cookie, CookieList, makeCookies } from "./cookies.js";
import { Header, HeaderList } from "./headers.js";
import { PropertyList } from "./list.js";
import { Description, Property, PropertyBase } from "./property.js";
import { FormParam, QueryParam } from "./query.js";
import { changedDefinition, Request, RequestAuth } from "./request.js";
import { itemResponse, ReceivedResponse, Response } from "./response.js";
import { hostError, makeSendRequest } from "./send-request.js";
import { Url } from "./url.js";
import { Variable, VariableList } from "./variable-list.js";

exportPart("objects", {
    changedDefinition, Cookie, CookieList, Description, FormParam, Header, HeaderList, hostError, itemResponse, makeCookies,
    makeSendRequest, Property, PropertyBase, PropertyList, QueryParam, ReceivedResponse, Request, RequestAuth, RequestBody,
    Response, Url, Variable, VariableList,
});
