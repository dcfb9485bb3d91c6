// The script in the frame of a visualization: it gives it its data, as in the app, and reports its
// height.

globalThis.pm = {
    getData(callback) {
        let data;
        try {
            data = JSON.parse(document.getElementById("pm-data").textContent);
        } catch (error) {
            callback(error);
            return;
        }
        callback(null, data);
    },
};

const tell = () => {
    const visualizationHeight = document.documentElement.getBoundingClientRect().height;
    parent.postMessage({ visualizationHeight }, "*");
};
addEventListener("load", tell);
new ResizeObserver(tell).observe(document.documentElement);
