#ifdef __linux__

#include "lazy.h"

/* Calls are checked where they are made. */
#define CURL_DISABLE_TYPECHECK
#include <curl/curl.h>
#include <stdarg.h>

static const char *const behind[] = {"libssl.so.3", "libgnutls.so.30", NULL};
static struct lazy_library library = {.name = "libcurl.so.4", .behind = behind};

LAZY(void, curl_easy_cleanup, (CURL *curl), (curl))
LAZY(CURL *, curl_easy_init, (void), ())
LAZY(const char *, curl_easy_strerror, (CURLcode code), (code))
LAZY(void, curl_free, (void *p), (p))
LAZY(CURLcode, curl_global_init, (long flags), (flags))
LAZY(
    CURLMcode, curl_multi_add_handle,
    (CURLM *multi_handle, CURL *curl_handle),
    (multi_handle, curl_handle))
LAZY(CURLMcode, curl_multi_cleanup, (CURLM *multi_handle), (multi_handle))
LAZY(
    CURLMsg *, curl_multi_info_read,
    (CURLM *multi_handle, int *msgs_in_queue),
    (multi_handle, msgs_in_queue))
LAZY(CURLM *, curl_multi_init, (void), ())
LAZY(
    CURLMcode, curl_multi_perform,
    (CURLM *multi_handle, int *running_handles),
    (multi_handle, running_handles))
LAZY(
    CURLMcode, curl_multi_poll,
    (CURLM *multi_handle, struct curl_waitfd *extra_fds, unsigned int extra_nfds, int timeout_ms,
     int *ret),
    (multi_handle, extra_fds, extra_nfds, timeout_ms, ret))
LAZY(
    CURLMcode, curl_multi_remove_handle,
    (CURLM *multi_handle, CURL *curl_handle),
    (multi_handle, curl_handle))
LAZY(
    struct curl_slist *, curl_slist_append,
    (struct curl_slist *list, const char *data),
    (list, data))
LAZY(void, curl_slist_free_all, (struct curl_slist *list), (list))
LAZY(CURLU *, curl_url, (void), ())
LAZY(void, curl_url_cleanup, (CURLU *handle), (handle))
LAZY(
    CURLUcode, curl_url_get,
    (CURLU *handle, CURLUPart what, char **part, unsigned int flags),
    (handle, what, part, flags))
LAZY(
    CURLUcode, curl_url_set,
    (CURLU *handle, CURLUPart what, const char *part, unsigned int flags),
    (handle, what, part, flags))

/*
 * The variadic functions take one more argument: a `long`, a `curl_off_t` or a pointer, which
 * travel alike.
 */
_Static_assert(
    sizeof(long) == sizeof(void *) && sizeof(curl_off_t) == sizeof(void *),
    "an argument of libcurl's options cannot be passed on");

#define LAZY_OPTION(RESULT, NAME, HANDLE, OPTION)                                                  \
    LAZY_ADDRESS(NAME)                                                                             \
    LAZY_DEFINED RESULT NAME(HANDLE *handle, OPTION option, ...)                                   \
    {                                                                                              \
        va_list arguments;                                                                         \
        va_start(arguments, option);                                                               \
        void *value = va_arg(arguments, void *);                                                   \
        va_end(arguments);                                                                         \
        return LAZY_REAL(NAME)(handle, option, value);                                             \
    }

#undef curl_easy_setopt
#undef curl_easy_getinfo
#undef curl_multi_setopt
LAZY_OPTION(CURLcode, curl_easy_getinfo, CURL, CURLINFO)
LAZY_OPTION(CURLcode, curl_easy_setopt, CURL, CURLoption)
LAZY_OPTION(CURLMcode, curl_multi_setopt, CURLM, CURLMoption)

#endif
