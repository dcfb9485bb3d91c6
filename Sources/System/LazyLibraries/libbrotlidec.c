#ifdef __linux__

#include "lazy.h"

#include <brotli/decode.h>

static struct lazy_library library = {.name = "libbrotlidec.so.1"};

LAZY(
    BrotliDecoderState *, BrotliDecoderCreateInstance,
    (brotli_alloc_func alloc_func, brotli_free_func free_func, void *opaque),
    (alloc_func, free_func, opaque))
LAZY(
    BrotliDecoderResult, BrotliDecoderDecompressStream,
    (BrotliDecoderState *state, size_t *available_in, const uint8_t **next_in,
     size_t *available_out, uint8_t **next_out, size_t *total_out),
    (state, available_in, next_in, available_out, next_out, total_out))
LAZY(void, BrotliDecoderDestroyInstance, (BrotliDecoderState *state), (state))
LAZY(const char *, BrotliDecoderErrorString, (BrotliDecoderErrorCode c), (c))
LAZY(BrotliDecoderErrorCode, BrotliDecoderGetErrorCode, (const BrotliDecoderState *state), (state))

#endif
