// What a visualization finds in its frame: its data, as in the app. It tells the report how tall it is.

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

const tell = () => parent.postMessage({ visualizationHeight: document.documentElement.getBoundingClientRect().height }, "*");
addEventListener("load", tell);
new ResizeObserver(tell).observe(document.documentElement);
