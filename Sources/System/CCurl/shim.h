#pragma once

#include <curl/curl.h>

/* libcurl sets its options and returns its facts through variadic calls, which Swift cannot make:
   one inline wrapper for each type of argument. libcurl copies strings; it keeps every other
   pointer until it is replaced or the handle is cleaned up. */

typedef CURL *posthaste_easy;
typedef CURLM *posthaste_multi;

static inline CURLcode posthaste_set_long(posthaste_easy easy, CURLoption option, long value)
{
    return curl_easy_setopt(easy, option, value);
}

static inline CURLcode posthaste_set_size(posthaste_easy easy, CURLoption option, curl_off_t value)
{
    return curl_easy_setopt(easy, option, value);
}

static inline CURLcode posthaste_set_string(posthaste_easy easy, CURLoption option,
                                            const char *value)
{
    return curl_easy_setopt(easy, option, value);
}

static inline CURLcode posthaste_set_pointer(posthaste_easy easy, CURLoption option, void *value)
{
    return curl_easy_setopt(easy, option, value);
}

static inline CURLcode posthaste_set_list(posthaste_easy easy, CURLoption option,
                                          struct curl_slist *value)
{
    return curl_easy_setopt(easy, option, value);
}

static inline CURLcode posthaste_set_blob(posthaste_easy easy, CURLoption option,
                                          const void *bytes, size_t count)
{
    struct curl_blob blob = {(void *)bytes, count, CURL_BLOB_COPY};
    return curl_easy_setopt(easy, option, &blob);
}

/* libcurl looks up names on threads. Without this it waits for a thread whose name server does not
   answer, although the time of the request is over. Versions before 7.87 always wait. */
static inline void posthaste_abandon_lookups(posthaste_easy easy)
{
#if LIBCURL_VERSION_NUM >= 0x075700
    curl_easy_setopt(easy, CURLOPT_QUICK_EXIT, 1L);
#endif
}

/* CURLOPT_WRITEFUNCTION and CURLOPT_HEADERFUNCTION share this type. */
static inline CURLcode posthaste_set_writer(posthaste_easy easy, CURLoption option,
                                            curl_write_callback value)
{
    return curl_easy_setopt(easy, option, value);
}

/* libcurl calls it before it sends a request, also before it sends one again by itself. */
static inline CURLcode posthaste_set_guard(posthaste_easy easy, curl_prereq_callback value)
{
    return curl_easy_setopt(easy, CURLOPT_PREREQFUNCTION, value);
}

static inline CURLcode posthaste_set_reader(posthaste_easy easy, curl_read_callback value)
{
    return curl_easy_setopt(easy, CURLOPT_READFUNCTION, value);
}

static inline CURLcode posthaste_set_seeker(posthaste_easy easy, curl_seek_callback value)
{
    return curl_easy_setopt(easy, CURLOPT_SEEKFUNCTION, value);
}

static inline CURLcode posthaste_get_long(posthaste_easy easy, CURLINFO info, long *value)
{
    return curl_easy_getinfo(easy, info, value);
}

static inline CURLcode posthaste_get_size(posthaste_easy easy, CURLINFO info, curl_off_t *value)
{
    return curl_easy_getinfo(easy, info, value);
}

static inline CURLcode posthaste_get_string(posthaste_easy easy, CURLINFO info, const char **value)
{
    return curl_easy_getinfo(easy, info, value);
}

static inline CURLMcode posthaste_multi_set_long(posthaste_multi multi, CURLMoption option,
                                                 long value)
{
    return curl_multi_setopt(multi, option, value);
}

/* The outcome of a finished transfer; the message's union is out of Swift's reach. */
static inline CURLcode posthaste_result(const CURLMsg *message)
{
    return message->data.result;
}

/* The importer drops CURLVERSION_NOW. */
static inline const curl_version_info_data *posthaste_version(void)
{
    return curl_version_info(CURLVERSION_NOW);
}
