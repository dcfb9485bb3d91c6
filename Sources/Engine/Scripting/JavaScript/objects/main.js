// The objects behind `pm.response` and `pm.cookies`, and what all objects of Postman's stand on. A script that
// asks for none of them does not wait for their evaluation.

import { exportPart } from "sandbox";
import { Cookie, CookieList, makeCookies } from "./cookies.js";
import { Header, HeaderList } from "./headers.js";
import { PropertyList, withTextValue } from "./list.js";
import { Description, Property, PropertyBase, takeMembers, toPlain } from "./property.js";
import { itemResponse, ReceivedResponse, Response } from "./response.js";

exportPart("objects", {
    Cookie, CookieList, Description, Header, HeaderList, itemResponse, makeCookies, Property, PropertyBase, PropertyList,
    ReceivedResponse, Response, takeMembers, toPlain, withTextValue,
});
