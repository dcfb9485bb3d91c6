#pragma once

/*
 * Nothing to call: the functions of libcurl, libcrypto and the others keep the names and the headers
 * that they have. A target that uses one of them depends on this one in place of linking it.
 */
