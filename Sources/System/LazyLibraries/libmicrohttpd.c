#ifdef __linux__

#include "lazy.h"

#include <microhttpd.h>
#include <stdarg.h>

static struct lazy_library library = {.name = "libmicrohttpd.so.12"};

LAZY(
    enum MHD_Result, MHD_add_response_header,
    (struct MHD_Response *response, const char *header, const char *content),
    (response, header, content))
LAZY(
    struct MHD_Response *, MHD_create_response_from_buffer,
    (size_t size, void *buffer, enum MHD_ResponseMemoryMode mode),
    (size, buffer, mode))
LAZY(void, MHD_destroy_response, (struct MHD_Response *response), (response))
LAZY(
    int, MHD_get_connection_values_n,
    (struct MHD_Connection *connection, enum MHD_ValueKind kind, MHD_KeyValueIteratorN iterator,
     void *iterator_cls),
    (connection, kind, iterator, iterator_cls))
LAZY(
    enum MHD_Result, MHD_queue_response,
    (struct MHD_Connection *connection, unsigned int status_code, struct MHD_Response *response),
    (connection, status_code, response))
LAZY(void, MHD_stop_daemon, (struct MHD_Daemon *daemon), (daemon))

/* Variadic; the kind of information that the program asks for takes no further argument. */
LAZY_ADDRESS(MHD_get_connection_info)
LAZY_DEFINED const union MHD_ConnectionInfo *MHD_get_connection_info(
    struct MHD_Connection *connection, enum MHD_ConnectionInfoType info_type, ...)
{
    return LAZY_REAL(MHD_get_connection_info)(connection, info_type);
}

LAZY_ADDRESS(MHD_start_daemon_va)
LAZY_DEFINED struct MHD_Daemon *MHD_start_daemon(
    unsigned int flags, uint16_t port, MHD_AcceptPolicyCallback apc, void *apc_cls,
    MHD_AccessHandlerCallback dh, void *dh_cls, ...)
{
    va_list options;
    va_start(options, dh_cls);
    struct MHD_Daemon *daemon =
        LAZY_REAL(MHD_start_daemon_va)(flags, port, apc, apc_cls, dh, dh_cls, options);
    va_end(options);
    return daemon;
}

#endif
