#ifdef __linux__

#include "lazy.h"

#include <zlib.h>

static struct lazy_library library = {.name = "libz.so.1"};

LAZY(int, inflate, (z_streamp strm, int flush), (strm, flush))
LAZY(int, inflateEnd, (z_streamp strm), (strm))
LAZY(
    int, inflateInit2_,
    (z_streamp strm, int windowBits, const char *version, int stream_size),
    (strm, windowBits, version, stream_size))
LAZY(int, inflateReset, (z_streamp strm), (strm))

#endif
