#ifdef __linux__

#define _GNU_SOURCE

#include "LibraryLoader.h"
#include "loader.h"

#include <dlfcn.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

/*
 * Makes a library look for symbols among its own libraries before it looks in the program. That
 * saves a quarter of the time of loading. The sanitizers do not allow it.
 */
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
#define OWN_SYMBOLS_FIRST 0
#else
#define OWN_SYMBOLS_FIRST RTLD_DEEPBIND
#endif

static void *open_file(const char *file)
{
    return dlopen(file, RTLD_LAZY | RTLD_LOCAL | OWN_SYMBOLS_FIRST);
}

static void open_files(const char *names)
{
    char name[64];
    while (*names != '\0') {
        size_t length = strcspn(names, " ");
        if (snprintf(name, sizeof name, "%.*s", (int)length, names) < (int)sizeof name)
            open_file(name);
        names += length;
        names += strspn(names, " ");
    }
}

/* Several threads may come here: each gets the same handle, which is never closed. */
static void *handle_of(struct loader_library *library)
{
    void *handle = library->handle;
    if (handle != NULL) return handle;
    open_files(library->before);
    handle = open_file(library->file);
    if (handle != NULL) library->handle = handle;
    return handle;
}

/* Returns the address of a function; NULL if there is none, and then dlerror() has the reason. */
static void *find(struct loader_library *library, struct loader_function *function)
{
    void *handle = handle_of(library);
    void *address = handle == NULL ? NULL : dlsym(handle, function->name);
    if (address != NULL) function->address = address;
    return address;
}

static struct loader_library *library_of(const struct loader_function *function)
{
    struct loader_library *library = loader_libraries_end - 1;
    while (function < library->functions) library--;
    return library;
}

void *loader_bind(struct loader_function *function)
{
    struct loader_library *library = library_of(function);
    void *address = find(library, function);
    if (address != NULL) return address;
    const char *reason = dlerror();
    fprintf(stderr, "error: the library %s cannot be used: %s\n", library->name,
            reason == NULL ? function->name : reason);
    fprintf(stderr, "  help: install it with %s\n", library->installation);
    _exit(127);
}

static struct loader_library *library_named(const char *name)
{
    struct loader_library *library = loader_libraries;
    while (library < loader_libraries_end && strcmp(library->name, name) != 0) library++;
    return library < loader_libraries_end ? library : NULL;
}

const char *library_loader_open(const char *name)
{
    struct loader_library *library = library_named(name);
    if (library == NULL) return "no list has this library";
    struct loader_function *end = library + 1 < loader_libraries_end ? (library + 1)->functions
                                                                     : loader_functions_end;
    for (struct loader_function *function = library->functions; function < end; function++)
        if (find(library, function) == NULL) return dlerror();
    return NULL;
}

const char *library_loader_installation(const char *name)
{
    struct loader_library *library = library_named(name);
    return library == NULL ? NULL : library->installation;
}

#endif
