#ifdef __linux__

#include "lazy.h"

#define ZSTDLIB_VISIBLE LAZY_DEFINED
#include <zstd.h>

static struct lazy_library library = {.name = "libzstd.so.1"};

LAZY(ZSTD_DStream *, ZSTD_createDStream, (void), ())
LAZY(
    size_t, ZSTD_decompressStream,
    (ZSTD_DStream *zds, ZSTD_outBuffer *output, ZSTD_inBuffer *input),
    (zds, output, input))
LAZY(size_t, ZSTD_freeDStream, (ZSTD_DStream *zds), (zds))
LAZY(const char *, ZSTD_getErrorName, (size_t code), (code))
LAZY(unsigned int, ZSTD_isError, (size_t code), (code))

#endif
