#pragma once

/*
 * Functions of a library that is opened when the first of them is called.
 *
 * The libraries behind libcurl alone take longer to load than the program takes to start, and a
 * library that is linked is loaded before `main`. So none is: each function is defined here under
 * its own name, finds the library's on its first call, and forwards to it from then on. What is
 * missing ends the process with the loader's own words, as it would at the start of a program that
 * links the library.
 *
 * On systems where these libraries are linked (macOS) this target is empty.
 */

/* A library by the name that its users link it by. */
struct lazy_library {
    const char *name;
    /*
     * Large libraries behind it, opened before it, up to NULL: each then looks for its symbols among its
     * own few libraries, and not among all that this one needs. What is not there is none of its own.
     */
    const char *const *behind;
    void *_Atomic handle;
};

/* The address of a function; opens the library where that has not been done. On any thread. */
void *lazy_find(struct lazy_library *library, const char *function);

/* Hidden, so that no other library takes these for the real ones. */
#define LAZY_DEFINED __attribute__((visibility("hidden")))

/* Declares where the address of a function is kept; it has the type of the function's header. */
#define LAZY_ADDRESS(NAME) static __typeof__(&NAME) _Atomic address_of_##NAME;

/* The address of a function of the file's `library`. */
#define LAZY_REAL(NAME)                                                                            \
    ({                                                                                             \
        __typeof__(&NAME) real = address_of_##NAME;                                                \
        if (__builtin_expect(real == 0, 0)) {                                                      \
            real = (__typeof__(&NAME))lazy_find(&library, #NAME);                                  \
            address_of_##NAME = real;                                                              \
        }                                                                                          \
        real;                                                                                      \
    })

/* Defines a function that forwards to the file's `library`. */
#define LAZY(RESULT, NAME, PARAMETERS, ARGUMENTS)                                                  \
    LAZY_ADDRESS(NAME)                                                                             \
    LAZY_DEFINED RESULT NAME PARAMETERS { return LAZY_REAL(NAME) ARGUMENTS; }
