// The module `postman-collection`: the classes behind `pm`, and those that only collections need.

import {
    Cookie, CookieList, Description, FormParam, Header, HeaderList, Property, PropertyBase, PropertyList, QueryParam,
    Request, RequestAuth, RequestBody, Response, Url, Variable, VariableList,
} from "postman";
import { Certificate, CertificateList } from "./certificate.js";
import { Collection } from "./collection.js";
import { Event, EventList, Script } from "./event.js";
import { Item, ItemGroup } from "./item.js";
import { ProxyConfig, ProxyConfigList } from "./proxy.js";
import * as substitution from "./substitution.js";
import { UrlMatchPattern, UrlMatchPatternList } from "./url-match.js";
import { VariableScope } from "./variable-scope.js";
import { Version } from "./version.js";

export const sdk = {
    Certificate, CertificateList, Collection, Cookie, CookieList, Description, Event, EventList, FormParam, Header,
    HeaderList, Item, ItemGroup, Property, PropertyBase, PropertyList, ProxyConfig, ProxyConfigList, QueryParam,
    Request, RequestAuth, RequestBody, Response, Script, Url, UrlMatchPattern, UrlMatchPatternList, Variable,
    VariableList, VariableScope, Version,
};

export { substitution };
