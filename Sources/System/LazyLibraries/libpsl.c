#ifdef __linux__

#include "lazy.h"

#include <libpsl.h>

static struct lazy_library library = {.name = "libpsl.so.5"};

LAZY(const psl_ctx_t *, psl_builtin, (void), ())
LAZY(int, psl_is_public_suffix, (const psl_ctx_t *psl, const char *domain), (psl, domain))

#endif
