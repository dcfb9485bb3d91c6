// Two streams that both have what one reader reads.

/** Returns the sources of two streams; of type "bytes", each has memory of its own. */
export function branches(reader, type) {
    const controllers = [];
    const canceled = [];
    const pull = async () => {
        const { value, done } = await reader.read();
        for (const index of [0, 1].filter((index) => !canceled[index])) {
            if (done) controllers[index].close();
            else controllers[index].enqueue(type === "bytes" ? value.slice() : value);
            if (done) controllers[index].byobRequest?.respond(0);
        }
    };
    reader.closed.catch((error) => controllers.forEach((controller) => controller.error(error)));
    return [0, 1].map((index) => ({
        type,
        start(controller) { controllers[index] = controller; },
        pull,
        async cancel(reason) {
            canceled[index] = true;
            if (canceled[0] && canceled[1]) await reader.cancel(reason);
        },
    }));
}
