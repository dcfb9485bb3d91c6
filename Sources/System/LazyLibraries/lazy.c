#ifdef __linux__

#define _GNU_SOURCE

#include "lazy.h"

#include <dlfcn.h>
#include <stdio.h>
#include <unistd.h>

/*
 * Has a library look for a symbol among its own libraries before it looks in the program, as
 * JavaScriptCoreLoader does. The sanitizers do not allow it.
 */
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
#define OWN_SYMBOLS 0
#else
#define OWN_SYMBOLS RTLD_DEEPBIND
#endif

/* Ends the process as the system's loader does where a library is missing. */
static _Noreturn void fail(void)
{
    fprintf(stderr, "error: a library of the system cannot be used: %s\n", dlerror());
    _exit(127);
}

void *lazy_find(struct lazy_library *library, const char *function)
{
    void *handle = library->handle;
    if (handle == NULL) {
        for (const char *const *name = library->behind; name != NULL && *name != NULL; name++)
            dlopen(*name, RTLD_LAZY | RTLD_LOCAL | OWN_SYMBOLS);
        /* Several threads may come here: each gets the same handle, which is never closed. */
        handle = dlopen(library->name, RTLD_LAZY | RTLD_LOCAL | OWN_SYMBOLS);
        if (handle == NULL) fail();
        library->handle = handle;
    }
    void *address = dlsym(handle, function);
    if (address == NULL) fail();
    return address;
}

#endif
