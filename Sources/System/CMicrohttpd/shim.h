#pragma once

#include <microhttpd.h>
#include <stdbool.h>
#include <string.h>

typedef void *(*PosthasteTargetCallback)(
    void *context, const char *target, struct MHD_Connection *connection);

/* Leaves the target as received; called for the path and for each query argument. */
static inline size_t posthaste_keep_encoded(
    void *context, struct MHD_Connection *connection, char *text) {
    (void)context;
    (void)connection;
    return strlen(text);
}

/* MHD_get_connection_info is variadic. */
static inline size_t posthaste_header_size(struct MHD_Connection *connection) {
    const union MHD_ConnectionInfo *info =
        MHD_get_connection_info(connection, MHD_CONNECTION_INFO_REQUEST_HEADER_SIZE);
    return info == NULL ? 0 : info->header_size;
}

/* MHD_start_daemon is variadic. The daemon closes the socket; the context must outlive it. */
static inline struct MHD_Daemon *posthaste_start_daemon(
    int socket, bool is_ipv6, unsigned int connections, unsigned int idle_seconds,
    size_t memory, PosthasteTargetCallback begin, MHD_AccessHandlerCallback answer,
    MHD_RequestCompletedCallback completed, void *context) {
    return MHD_start_daemon(
        MHD_USE_THREAD_PER_CONNECTION | MHD_USE_INTERNAL_POLLING_THREAD | MHD_USE_AUTO | MHD_USE_ITC
            | (is_ipv6 ? MHD_USE_IPv6 : 0),
        0, NULL, NULL, answer, context,
        MHD_OPTION_LISTEN_SOCKET, socket,
        MHD_OPTION_CONNECTION_LIMIT, connections,
        MHD_OPTION_CONNECTION_TIMEOUT, idle_seconds,
        MHD_OPTION_CONNECTION_MEMORY_LIMIT, memory,
        MHD_OPTION_URI_LOG_CALLBACK, begin, context,
        MHD_OPTION_UNESCAPE_CALLBACK, posthaste_keep_encoded, NULL,
        MHD_OPTION_NOTIFY_COMPLETED, completed, context,
        MHD_OPTION_END);
}
