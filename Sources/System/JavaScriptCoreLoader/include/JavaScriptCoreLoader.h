#pragma once

/*
 * Opens JavaScriptCore, unless it is open already, and binds the functions that the engine calls.
 * Returns NULL, or why that failed; the text is valid until the next call. To be called on one
 * thread before any other function of JavaScriptCore.
 */
const char *JavaScriptCoreLoad(void);
