#pragma once

/*
 * C libraries that are opened when one of their functions is first called.
 *
 * A library that is linked is loaded before `main`, and the libraries behind libcurl alone take
 * longer to load than the rest of the program takes to start. This target therefore defines the
 * functions that the bridges call, under their own names. Each of them finds the library's function
 * on its first call and jumps to it from then on. A target that uses such a library depends on this
 * one and does not link the library.
 *
 * `Libraries` has a list for each library. If a bridge calls a function that no list names, the
 * linker reports it as undefined: add it to the list. If a library or a function is missing on the
 * machine, the call ends the process with status 127, after a message that names it and the
 * packages that contain it.
 *
 * On macOS the libraries are linked, and this target is empty.
 */

/*
 * Opens a library, by the name in its list, and binds all of its functions. Returns NULL, or the
 * reason why that failed, which is valid until the calling thread opens another library. Any thread
 * may call it.
 */
const char *library_loader_open(const char *name);

/* The commands that install a library, by the name in its list; NULL if no list has that name. */
const char *library_loader_installation(const char *name);
