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

/* What a daemon does, and with which limits. */
struct posthaste_daemon {
    int socket;
    bool is_ipv6;
    unsigned int connections;
    unsigned int idle_seconds;
    size_t memory;
    PosthasteTargetCallback begin;
    MHD_AccessHandlerCallback answer;
    MHD_RequestCompletedCallback completed;
    /* It must outlive the daemon. */
    void *context;
};

/* MHD_start_daemon is variadic. The daemon closes the socket. With a key and a certificate in PEM,
   which are read at once, it speaks TLS. */
static inline struct MHD_Daemon *posthaste_start_daemon(
    struct posthaste_daemon daemon, const char *key, const char *certificate) {
    struct MHD_OptionItem identity[] = {
        { MHD_OPTION_HTTPS_MEM_KEY, 0, (void *)key },
        { MHD_OPTION_HTTPS_MEM_CERT, 0, (void *)certificate },
        { MHD_OPTION_END, 0, NULL },
    };
    struct MHD_OptionItem nothing[] = { { MHD_OPTION_END, 0, NULL } };
    return MHD_start_daemon(
        MHD_USE_THREAD_PER_CONNECTION | MHD_USE_INTERNAL_POLLING_THREAD | MHD_USE_AUTO | MHD_USE_ITC
            | (daemon.is_ipv6 ? MHD_USE_IPv6 : 0) | (key == NULL ? 0 : MHD_USE_TLS),
        0, NULL, NULL, daemon.answer, daemon.context,
        MHD_OPTION_LISTEN_SOCKET, daemon.socket,
        MHD_OPTION_CONNECTION_LIMIT, daemon.connections,
        MHD_OPTION_CONNECTION_TIMEOUT, daemon.idle_seconds,
        MHD_OPTION_CONNECTION_MEMORY_LIMIT, daemon.memory,
        MHD_OPTION_URI_LOG_CALLBACK, daemon.begin, daemon.context,
        MHD_OPTION_UNESCAPE_CALLBACK, posthaste_keep_encoded, NULL,
        MHD_OPTION_NOTIFY_COMPLETED, daemon.completed, daemon.context,
        MHD_OPTION_ARRAY, key == NULL ? nothing : identity,
        MHD_OPTION_END);
}
