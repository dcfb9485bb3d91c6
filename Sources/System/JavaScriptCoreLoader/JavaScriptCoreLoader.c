/*
 * The functions of JavaScriptCore that the engine calls, each forwarding to the library that
 * JavaScriptCoreLoad opens. A run without scripts so never loads it: the library and those that it
 * needs take longer to load than the rest of the program takes to start.
 *
 * On systems where the engine is part of the system (macOS) this target is not used.
 */

#ifdef __linux__

#define _GNU_SOURCE

#include "JavaScriptCoreLoader.h"

#include "../CJavaScriptCore/shim.h"

#include <dlfcn.h>
#include <stddef.h>

#define FORWARD(RESULT, NAME, PARAMETERS, ARGUMENTS) \
    static RESULT (*real_##NAME) PARAMETERS;         \
    RESULT NAME PARAMETERS { return real_##NAME ARGUMENTS; }

FORWARD(
    bool, JSCheckScriptSyntax,
    (JSContextRef ctx, JSStringRef script, JSStringRef sourceURL, int startingLineNumber,
     JSValueRef* exception),
    (ctx, script, sourceURL, startingLineNumber, exception))
FORWARD(JSClassRef, JSClassCreate, (const JSClassDefinition* definition), (definition))
FORWARD(void, JSClassRelease, (JSClassRef jsClass), (jsClass))
FORWARD(JSObjectRef, JSContextGetGlobalObject, (JSContextRef ctx), (ctx))
FORWARD(
    void, JSContextGroupAddHeapFinalizer,
    (JSContextGroupRef group, JSHeapFinalizer finalizer, void *context),
    (group, finalizer, context))
FORWARD(void, JSContextGroupClearExecutionTimeLimit, (JSContextGroupRef group), (group))
FORWARD(JSContextGroupRef, JSContextGroupCreate, (void), ())
FORWARD(void, JSContextGroupRelease, (JSContextGroupRef group), (group))
FORWARD(
    void, JSContextGroupRemoveHeapFinalizer,
    (JSContextGroupRef group, JSHeapFinalizer finalizer, void *context),
    (group, finalizer, context))
FORWARD(
    void, JSContextGroupSetExecutionTimeLimit,
    (JSContextGroupRef group, double limit, JSShouldTerminateCallback callback, void *context),
    (group, limit, callback, context))
FORWARD(
    JSValueRef, JSEvaluateScript,
    (JSContextRef ctx, JSStringRef script, JSObjectRef thisObject, JSStringRef sourceURL,
     int startingLineNumber, JSValueRef* exception),
    (ctx, script, thisObject, sourceURL, startingLineNumber, exception))
FORWARD(
    JSGlobalContextRef, JSGlobalContextCreateInGroup,
    (JSContextGroupRef group, JSClassRef globalObjectClass),
    (group, globalObjectClass))
FORWARD(void, JSGlobalContextRelease, (JSGlobalContextRef ctx), (ctx))
FORWARD(
    void, JSGlobalContextSetUnhandledRejectionCallback,
    (JSGlobalContextRef ctx, JSObjectRef function, JSValueRef *exception),
    (ctx, function, exception))
FORWARD(JSObjectRef, JSGetMemoryUsageStatistics, (JSContextRef ctx), (ctx))
FORWARD(
    JSObjectRef, JSObjectCallAsConstructor,
    (JSContextRef ctx, JSObjectRef object, size_t argumentCount, const JSValueRef arguments[],
     JSValueRef* exception),
    (ctx, object, argumentCount, arguments, exception))
FORWARD(
    JSValueRef, JSObjectCallAsFunction,
    (JSContextRef ctx, JSObjectRef object, JSObjectRef thisObject, size_t argumentCount,
     const JSValueRef arguments[], JSValueRef* exception),
    (ctx, object, thisObject, argumentCount, arguments, exception))
FORWARD(
    JSPropertyNameArrayRef, JSObjectCopyPropertyNames,
    (JSContextRef ctx, JSObjectRef object),
    (ctx, object))
FORWARD(
    bool, JSObjectDeleteProperty,
    (JSContextRef ctx, JSObjectRef object, JSStringRef propertyName, JSValueRef* exception),
    (ctx, object, propertyName, exception))
FORWARD(
    size_t, JSObjectGetArrayBufferByteLength,
    (JSContextRef ctx, JSObjectRef object, JSValueRef* exception),
    (ctx, object, exception))
FORWARD(
    void*, JSObjectGetArrayBufferBytesPtr,
    (JSContextRef ctx, JSObjectRef object, JSValueRef* exception),
    (ctx, object, exception))
FORWARD(void*, JSObjectGetPrivate, (JSObjectRef object), (object))
FORWARD(
    JSValueRef, JSObjectGetProperty,
    (JSContextRef ctx, JSObjectRef object, JSStringRef propertyName, JSValueRef* exception),
    (ctx, object, propertyName, exception))
FORWARD(
    JSValueRef, JSObjectGetPropertyAtIndex,
    (JSContextRef ctx, JSObjectRef object, unsigned propertyIndex, JSValueRef* exception),
    (ctx, object, propertyIndex, exception))
FORWARD(
    JSObjectRef, JSObjectGetTypedArrayBuffer,
    (JSContextRef ctx, JSObjectRef object, JSValueRef* exception),
    (ctx, object, exception))
FORWARD(
    size_t, JSObjectGetTypedArrayByteLength,
    (JSContextRef ctx, JSObjectRef object, JSValueRef* exception),
    (ctx, object, exception))
FORWARD(
    size_t, JSObjectGetTypedArrayByteOffset,
    (JSContextRef ctx, JSObjectRef object, JSValueRef* exception),
    (ctx, object, exception))
FORWARD(
    void*, JSObjectGetTypedArrayBytesPtr,
    (JSContextRef ctx, JSObjectRef object, JSValueRef* exception),
    (ctx, object, exception))
FORWARD(
    bool, JSObjectHasProperty,
    (JSContextRef ctx, JSObjectRef object, JSStringRef propertyName),
    (ctx, object, propertyName))
FORWARD(bool, JSObjectIsConstructor, (JSContextRef ctx, JSObjectRef object), (ctx, object))
FORWARD(bool, JSObjectIsFunction, (JSContextRef ctx, JSObjectRef object), (ctx, object))
FORWARD(
    JSObjectRef, JSObjectMake,
    (JSContextRef ctx, JSClassRef jsClass, void* data),
    (ctx, jsClass, data))
FORWARD(
    JSObjectRef, JSObjectMakeArray,
    (JSContextRef ctx, size_t argumentCount, const JSValueRef arguments[], JSValueRef* exception),
    (ctx, argumentCount, arguments, exception))
FORWARD(
    JSObjectRef, JSObjectMakeError,
    (JSContextRef ctx, size_t argumentCount, const JSValueRef arguments[], JSValueRef* exception),
    (ctx, argumentCount, arguments, exception))
FORWARD(
    JSObjectRef, JSObjectMakeTypedArray,
    (JSContextRef ctx, JSTypedArrayType arrayType, size_t length, JSValueRef* exception),
    (ctx, arrayType, length, exception))
FORWARD(
    void, JSObjectSetProperty,
    (JSContextRef ctx, JSObjectRef object, JSStringRef propertyName, JSValueRef value,
     JSPropertyAttributes attributes, JSValueRef* exception),
    (ctx, object, propertyName, value, attributes, exception))
FORWARD(
    void, JSObjectSetPropertyAtIndex,
    (JSContextRef ctx, JSObjectRef object, unsigned propertyIndex, JSValueRef value,
     JSValueRef* exception),
    (ctx, object, propertyIndex, value, exception))
FORWARD(
    void, JSObjectSetPrototype,
    (JSContextRef ctx, JSObjectRef object, JSValueRef value),
    (ctx, object, value))
FORWARD(size_t, JSPropertyNameArrayGetCount, (JSPropertyNameArrayRef array), (array))
FORWARD(
    JSStringRef, JSPropertyNameArrayGetNameAtIndex,
    (JSPropertyNameArrayRef array, size_t index),
    (array, index))
FORWARD(void, JSPropertyNameArrayRelease, (JSPropertyNameArrayRef array), (array))
FORWARD(
    JSStringRef, JSStringCreateWithCharacters,
    (const JSChar* chars, size_t numChars),
    (chars, numChars))
FORWARD(const JSChar*, JSStringGetCharactersPtr, (JSStringRef string), (string))
FORWARD(size_t, JSStringGetLength, (JSStringRef string), (string))
FORWARD(JSStringRef, JSStringCreateWithUTF8CString, (const char *string), (string))
FORWARD(size_t, JSStringGetMaximumUTF8CStringSize, (JSStringRef string), (string))
FORWARD(
    size_t, JSStringGetUTF8CString,
    (JSStringRef string, char *buffer, size_t bufferSize),
    (string, buffer, bufferSize))
FORWARD(void, JSStringRelease, (JSStringRef string), (string))
FORWARD(JSStringRef, JSStringRetain, (JSStringRef string), (string))
FORWARD(void, JSSynchronousGarbageCollectForDebugging, (JSContextRef ctx), (ctx))
FORWARD(
    JSStringRef, JSValueCreateJSONString,
    (JSContextRef ctx, JSValueRef value, unsigned indent, JSValueRef* exception),
    (ctx, value, indent, exception))
FORWARD(JSType, JSValueGetType, (JSContextRef ctx, JSValueRef value), (ctx, value))
FORWARD(
    JSTypedArrayType, JSValueGetTypedArrayType,
    (JSContextRef ctx, JSValueRef value, JSValueRef* exception),
    (ctx, value, exception))
FORWARD(bool, JSValueIsArray, (JSContextRef ctx, JSValueRef value), (ctx, value))
FORWARD(bool, JSValueIsDate, (JSContextRef ctx, JSValueRef value), (ctx, value))
FORWARD(
    bool, JSValueIsInstanceOfConstructor,
    (JSContextRef ctx, JSValueRef value, JSObjectRef constructor, JSValueRef* exception),
    (ctx, value, constructor, exception))
FORWARD(bool, JSValueIsNull, (JSContextRef ctx, JSValueRef value), (ctx, value))
FORWARD(bool, JSValueIsNumber, (JSContextRef ctx, JSValueRef value), (ctx, value))
FORWARD(bool, JSValueIsObject, (JSContextRef ctx, JSValueRef value), (ctx, value))
FORWARD(bool, JSValueIsStrictEqual, (JSContextRef ctx, JSValueRef a, JSValueRef b), (ctx, a, b))
FORWARD(bool, JSValueIsString, (JSContextRef ctx, JSValueRef value), (ctx, value))
FORWARD(bool, JSValueIsSymbol, (JSContextRef ctx, JSValueRef value), (ctx, value))
FORWARD(bool, JSValueIsUndefined, (JSContextRef ctx, JSValueRef value), (ctx, value))
FORWARD(JSValueRef, JSValueMakeBoolean, (JSContextRef ctx, bool boolean), (ctx, boolean))
FORWARD(
    JSValueRef, JSValueMakeFromJSONString,
    (JSContextRef ctx, JSStringRef string),
    (ctx, string))
FORWARD(JSValueRef, JSValueMakeNull, (JSContextRef ctx), (ctx))
FORWARD(JSValueRef, JSValueMakeNumber, (JSContextRef ctx, double number), (ctx, number))
FORWARD(JSValueRef, JSValueMakeString, (JSContextRef ctx, JSStringRef string), (ctx, string))
FORWARD(JSValueRef, JSValueMakeUndefined, (JSContextRef ctx), (ctx))
FORWARD(void, JSValueProtect, (JSContextRef ctx, JSValueRef value), (ctx, value))
FORWARD(bool, JSValueToBoolean, (JSContextRef ctx, JSValueRef value), (ctx, value))
FORWARD(
    double, JSValueToNumber,
    (JSContextRef ctx, JSValueRef value, JSValueRef* exception),
    (ctx, value, exception))
FORWARD(
    JSObjectRef, JSValueToObject,
    (JSContextRef ctx, JSValueRef value, JSValueRef* exception),
    (ctx, value, exception))
FORWARD(
    JSStringRef, JSValueToStringCopy,
    (JSContextRef ctx, JSValueRef value, JSValueRef* exception),
    (ctx, value, exception))
FORWARD(void, JSValueUnprotect, (JSContextRef ctx, JSValueRef value), (ctx, value))
FORWARD(int, jsc_options_set_boolean, (const char *option, int value), (option, value))

#define ENTRY(NAME) {#NAME, (void **)&real_##NAME}

static const struct {
    const char *name;
    void **real;
} entries[] = {
    ENTRY(JSCheckScriptSyntax),
    ENTRY(JSClassCreate),
    ENTRY(JSClassRelease),
    ENTRY(JSContextGetGlobalObject),
    ENTRY(JSContextGroupAddHeapFinalizer),
    ENTRY(JSContextGroupClearExecutionTimeLimit),
    ENTRY(JSContextGroupCreate),
    ENTRY(JSContextGroupRelease),
    ENTRY(JSContextGroupRemoveHeapFinalizer),
    ENTRY(JSContextGroupSetExecutionTimeLimit),
    ENTRY(JSEvaluateScript),
    ENTRY(JSGetMemoryUsageStatistics),
    ENTRY(JSGlobalContextCreateInGroup),
    ENTRY(JSGlobalContextRelease),
    ENTRY(JSGlobalContextSetUnhandledRejectionCallback),
    ENTRY(JSObjectCallAsConstructor),
    ENTRY(JSObjectCallAsFunction),
    ENTRY(JSObjectCopyPropertyNames),
    ENTRY(JSObjectDeleteProperty),
    ENTRY(JSObjectGetArrayBufferByteLength),
    ENTRY(JSObjectGetArrayBufferBytesPtr),
    ENTRY(JSObjectGetPrivate),
    ENTRY(JSObjectGetProperty),
    ENTRY(JSObjectGetPropertyAtIndex),
    ENTRY(JSObjectGetTypedArrayBuffer),
    ENTRY(JSObjectGetTypedArrayByteLength),
    ENTRY(JSObjectGetTypedArrayByteOffset),
    ENTRY(JSObjectGetTypedArrayBytesPtr),
    ENTRY(JSObjectHasProperty),
    ENTRY(JSObjectIsConstructor),
    ENTRY(JSObjectIsFunction),
    ENTRY(JSObjectMake),
    ENTRY(JSObjectMakeArray),
    ENTRY(JSObjectMakeError),
    ENTRY(JSObjectMakeTypedArray),
    ENTRY(JSObjectSetProperty),
    ENTRY(JSObjectSetPropertyAtIndex),
    ENTRY(JSObjectSetPrototype),
    ENTRY(JSPropertyNameArrayGetCount),
    ENTRY(JSPropertyNameArrayGetNameAtIndex),
    ENTRY(JSPropertyNameArrayRelease),
    ENTRY(JSStringCreateWithCharacters),
    ENTRY(JSStringGetCharactersPtr),
    ENTRY(JSStringGetLength),
    ENTRY(JSStringCreateWithUTF8CString),
    ENTRY(JSStringGetMaximumUTF8CStringSize),
    ENTRY(JSStringGetUTF8CString),
    ENTRY(JSStringRelease),
    ENTRY(JSStringRetain),
    ENTRY(JSSynchronousGarbageCollectForDebugging),
    ENTRY(JSValueCreateJSONString),
    ENTRY(JSValueGetType),
    ENTRY(JSValueGetTypedArrayType),
    ENTRY(JSValueIsArray),
    ENTRY(JSValueIsDate),
    ENTRY(JSValueIsInstanceOfConstructor),
    ENTRY(JSValueIsNull),
    ENTRY(JSValueIsNumber),
    ENTRY(JSValueIsObject),
    ENTRY(JSValueIsStrictEqual),
    ENTRY(JSValueIsString),
    ENTRY(JSValueIsSymbol),
    ENTRY(JSValueIsUndefined),
    ENTRY(JSValueMakeBoolean),
    ENTRY(JSValueMakeFromJSONString),
    ENTRY(JSValueMakeNull),
    ENTRY(JSValueMakeNumber),
    ENTRY(JSValueMakeString),
    ENTRY(JSValueMakeUndefined),
    ENTRY(JSValueProtect),
    ENTRY(JSValueToBoolean),
    ENTRY(JSValueToNumber),
    ENTRY(JSValueToObject),
    ENTRY(JSValueToStringCopy),
    ENTRY(JSValueUnprotect),
    ENTRY(jsc_options_set_boolean),
};

/*
 * Options of the engine, part of the library's GLib interface; they count only before the first
 * context is made.
 *
 * Compiled loops ask whether they are to end: the engine would otherwise patch their code when their
 * time is up, which at times misses a loop without a body, and that loop then never ends.
 *
 * Every collection of garbage is a whole one: what those of young objects alone leave behind, beside
 * the objects, grows by a hundred bytes with each script of a few assertions, and is not given back.
 */
static void set_options(void *library)
{
    int (*set_option)(const char *, int) = NULL;
    *(void **)&set_option = dlsym(library, "jsc_options_set_boolean");
    if (set_option == NULL) return;
    set_option("usePollingTraps", 1);
    set_option("useGenerationalGC", 0);
}

/*
 * Has the libraries look for a symbol among themselves before they look in all that the program
 * has loaded already, which takes a quarter of the time of loading. The sanitizers do not allow it.
 */
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
#define OWN_SYMBOLS 0
#else
#define OWN_SYMBOLS RTLD_DEEPBIND
#endif

const char *JavaScriptCoreLoad(void)
{
    static int isLoaded = 0;
    if (isLoaded) return NULL;
    void *library = dlopen("libjavascriptcoregtk-4.1.so.0", RTLD_LAZY | RTLD_LOCAL | OWN_SYMBOLS);
    if (library == NULL) return dlerror();
    for (size_t index = 0; index < sizeof entries / sizeof entries[0]; index++) {
        *entries[index].real = dlsym(library, entries[index].name);
        if (*entries[index].real == NULL) return dlerror();
    }
    set_options(library);
    isLoaded = 1;
    return NULL;
}

#endif
