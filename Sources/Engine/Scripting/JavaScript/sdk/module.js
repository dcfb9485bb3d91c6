// The module `postman-collection`: the classes behind `pm`, and those that only collections need.

import { RequestBody } from "./body.js";
import { Certificate, CertificateList } from "./certificate.js";
import { Collection } from "./collection.js";
import { Cookie, CookieList } from "./cookies.js";
import { Event, EventList, Script } from "./event.js";
import { Header, HeaderList } from "./headers.js";
import { Item, ItemGroup } from "./item.js";
import { PropertyList } from "./list.js";
import { Description, Property, PropertyBase } from "./property.js";
import { ProxyConfig, ProxyConfigList } from "./proxy.js";
import { FormParam, QueryParam } from "./query.js";
import { Request, RequestAuth } from "./request.js";
import { Response } from "./response.js";
import { UrlMatchPattern, UrlMatchPatternList } from "./url-match.js";
import { Url } from "./url.js";
import { Variable, VariableList } from "./variable-list.js";
import { VariableScope } from "./variable-scope.js";
import { Version } from "./version.js";

export const sdk = {
    Certificate, CertificateList, Collection, Cookie, CookieList, Description, Event, EventList,
    FormParam, Header,
    HeaderList, Item, ItemGroup, Property, PropertyBase, PropertyList, ProxyConfig, ProxyConfigList,
    QueryParam,
    Request, RequestAuth, RequestBody, Response, Script, Url, UrlMatchPattern, UrlMatchPatternList,
    Variable,
    VariableList, VariableScope, Version,
};
