#pragma once

#include <JavaScriptCore/JavaScript.h>
#include <stdbool.h>

/* Exported by every build of the library, declared in none of its installed headers. */

typedef bool (*JSShouldTerminateCallback)(JSContextRef ctx, void *context);

JS_EXPORT void JSContextGroupSetExecutionTimeLimit(
    JSContextGroupRef group, double limit, JSShouldTerminateCallback callback, void *context);
JS_EXPORT void JSContextGroupClearExecutionTimeLimit(JSContextGroupRef group);

JS_EXPORT void JSGlobalContextSetUnhandledRejectionCallback(
    JSGlobalContextRef ctx, JSObjectRef function, JSValueRef *exception);

JS_EXPORT void JSSynchronousGarbageCollectForDebugging(JSContextRef ctx);

/*
 * A script whose text is not copied: ASCII that is never released. NULL if it has other
 * characters or an error of syntax.
 */
typedef struct OpaqueJSScript *JSScriptRef;
JS_EXPORT JSScriptRef JSScriptCreateReferencingImmortalASCIIText(
    JSContextGroupRef group, JSStringRef url, int startingLine, const char *text, size_t length,
    JSStringRef *message, int *errorLine);
JS_EXPORT JSValueRef JSScriptEvaluate(
    JSContextRef ctx, JSScriptRef script, JSValueRef thisValue, JSValueRef *exception);
JS_EXPORT void JSScriptRelease(JSScriptRef script);

/* An object with the numbers `heapSize`, `heapCapacity`, `extraMemorySize` in bytes. */
JS_EXPORT JSObjectRef JSGetMemoryUsageStatistics(JSContextRef ctx);

typedef void (*JSHeapFinalizer)(JSContextGroupRef group, void *context);

JS_EXPORT void JSContextGroupAddHeapFinalizer(
    JSContextGroupRef group, JSHeapFinalizer finalizer, void *context);
JS_EXPORT void JSContextGroupRemoveHeapFinalizer(
    JSContextGroupRef group, JSHeapFinalizer finalizer, void *context);

/* The version of the library. Part of its GLib interface, as the next function. */
unsigned jsc_get_major_version(void);
unsigned jsc_get_minor_version(void);
unsigned jsc_get_micro_version(void);

/*
 * Set an option of the engine, before the first context is made. Part of the library's GLib
 * interface, so that macOS does not have them.
 */
int jsc_options_set_boolean(const char *option, int value);
int jsc_options_set_int(const char *option, int value);
