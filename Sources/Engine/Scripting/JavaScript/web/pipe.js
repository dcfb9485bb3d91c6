// pipeTo: from a readable stream into a writable one, until either ends, fails, or a signal aborts
// it.

export async function pipe(
    source, destination, {preventClose, preventAbort, preventCancel, signal}) {
    const reader = source.getReader();
    const writer = destination.getWriter();
    const abort = () => {
        if (!preventAbort) writer.abort(signal.reason).catch(() => {});
        if (!preventCancel) reader.cancel(signal.reason).catch(() => {});
    };
    signal?.addEventListener("abort", abort);
    if (signal?.aborted) abort();
    try {
        await transfer(reader, writer, signal, { preventCancel, preventAbort });
        signal?.throwIfAborted();
        if (!preventClose) await writer.close();
    } finally {
        signal?.removeEventListener("abort", abort);
        reader.releaseLock();
        writer.releaseLock();
    }
}

async function transfer(reader, writer, signal, { preventCancel, preventAbort }) {
    for (;;) {
        try {
            await writer.ready;
        } catch (error) {
            if (!preventCancel) await reader.cancel(error);
            throw error;
        }
        let item;
        try {
            item = await reader.read();
        } catch (error) {
            if (!preventAbort) await writer.abort(error);
            throw error;
        }
        if (item.done || signal?.aborted) return;
        // What goes wrong shows in `ready` at the next turn, or in `close`.
        writer.write(item.value).catch(() => {});
    }
}
