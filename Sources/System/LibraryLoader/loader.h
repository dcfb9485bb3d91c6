#pragma once

/* The tables that `functions.S` makes out of the lists. Both agree on their layout. */

/* A library, one for each list. */
struct loader_library {
    const char *name;
    const char *file;
    /*
     * The large libraries behind it, separated by spaces. They are opened first, so that each of
     * them looks for symbols among its own few libraries, and not among all that this one needs.
     * Those that the machine does not have are not needed by its build of the library either.
     */
    const char *before;
    const char *installation;
    /* Its first function; its last one precedes the first one of the next library. */
    struct loader_function *functions;
    void *_Atomic handle;
};

/* A function of a library. Its definition jumps to `address`. */
struct loader_function {
    void *_Atomic address;
    const char *name;
};

extern struct loader_library loader_libraries[], loader_libraries_end[];
extern struct loader_function loader_functions_end[];

/* Returns the address of a function, and keeps it for later calls; ends the process on failure. */
void *loader_bind(struct loader_function *function);
