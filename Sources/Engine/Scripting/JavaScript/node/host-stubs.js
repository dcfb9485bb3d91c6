// `fs` and `os`: scripts may require them, as in Postman, but no file and no machine is behind
// them.

const operations = [
    "access", "appendFile", "copyFile", "createReadStream", "createWriteStream", "exists", "lstat",
    "mkdir", "open", "read",
    "readFile", "readdir", "rename", "rm", "rmdir", "stat", "unlink", "watch", "write", "writeFile",
];

function refuse(name) {
    return () => {
        const error = new Error(`fs.${name} is not available: scripts reach no files`);
        error.code = "ERR_ACCESS_DENIED";
        throw error;
    };
}

export const files = {};
for (const name of operations) {
    files[name] = refuse(name);
    if (!name.startsWith("create") && name !== "watch")
        files[`${name}Sync`] = refuse(`${name}Sync`);
}
files.existsSync = () => false;

export const system = {
    EOL: "\n",
    arch: () => "javascript",
    platform: () => "browser",
    type: () => "Browser",
    release: () => "",
    hostname: () => "",
    homedir: () => "/",
    tmpdir: () => "/tmp",
    endianness: () => "LE",
    cpus: () => [],
    freemem: () => Number.MAX_VALUE,
    totalmem: () => Number.MAX_VALUE,
    loadavg: () => [],
    uptime: () => 0,
    networkInterfaces: () => ({}),
};
