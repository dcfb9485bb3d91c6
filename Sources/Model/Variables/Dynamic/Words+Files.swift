// A table of words; it may be longer than other files.

extension Words {
    /// A media type and how the names of its files end.
    struct FileKind: Sendable {
        var type: String
        var ending: String

        init(_ type: String, _ ending: String) {
            self.type = type
            self.ending = ending
        }
    }

    static let fileKinds = [
        FileKind("application/epub+zip", "epub"), FileKind("application/gzip", "gz"),
        FileKind("application/java-archive", "jar"), FileKind("application/json", "json"),
        FileKind("application/ld+json", "jsonld"), FileKind("application/msword", "doc"),
        FileKind("application/octet-stream", "bin"), FileKind("application/pdf", "pdf"),
        FileKind("application/postscript", "ps"), FileKind("application/rtf", "rtf"),
        FileKind("application/sql", "sql"), FileKind("application/vnd.ms-excel", "xls"),
        FileKind("application/vnd.ms-powerpoint", "ppt"),
        FileKind("application/vnd.oasis.opendocument.spreadsheet", "ods"),
        FileKind("application/vnd.oasis.opendocument.text", "odt"),
        FileKind("application/wasm", "wasm"), FileKind("application/x-tar", "tar"),
        FileKind("application/xhtml+xml", "xhtml"), FileKind("application/xml", "xml"),
        FileKind("application/zip", "zip"), FileKind("audio/aac", "aac"),
        FileKind("audio/flac", "flac"), FileKind("audio/midi", "mid"),
        FileKind("audio/mpeg", "mp3"), FileKind("audio/ogg", "oga"), FileKind("audio/wav", "wav"),
        FileKind("font/otf", "otf"), FileKind("font/ttf", "ttf"), FileKind("font/woff2", "woff2"),
        FileKind("image/avif", "avif"), FileKind("image/bmp", "bmp"), FileKind("image/gif", "gif"),
        FileKind("image/jpeg", "jpeg"), FileKind("image/png", "png"),
        FileKind("image/svg+xml", "svg"), FileKind("image/tiff", "tiff"),
        FileKind("image/webp", "webp"), FileKind("message/rfc822", "eml"),
        FileKind("model/gltf+json", "gltf"), FileKind("model/stl", "stl"),
        FileKind("text/calendar", "ics"), FileKind("text/css", "css"), FileKind("text/csv", "csv"),
        FileKind("text/html", "html"), FileKind("text/javascript", "js"),
        FileKind("text/markdown", "md"), FileKind("text/plain", "txt"),
        FileKind("text/vcard", "vcf"), FileKind("video/mp4", "mp4"),
        FileKind("video/mpeg", "mpeg"), FileKind("video/ogg", "ogv"),
        FileKind("video/quicktime", "mov"), FileKind("video/webm", "webm"),
    ]
    static let fileTypes = WordList(words: "application audio font image message model text video")
    static let commonFileTypes = WordList(words: "application audio image text video")
    static let commonEndings = WordList(
        words: "csv gif html jpeg jpg js json mp3 mp4 mpeg pdf png svg txt wav webm xml zip")
    /// 60 folders as a Unix system has them.
    static let directories = WordList(
        words: """
            /bin /boot /boot/efi /dev /dev/disk /dev/shm /etc /etc/cron.d /etc/default /etc/init.d
            /etc/mail /etc/network /etc/opt /etc/periodic /etc/security /etc/skel /etc/ssl /etc/systemd
            /home /home/user /home/user/dir /lib /lib64 /media /mnt /net /opt /opt/bin /opt/include
            /opt/lib /opt/share /private /private/tmp /private/var /proc /root /run /run/lock /sbin
            /srv /srv/ftp /srv/www /sys /tmp /usr /usr/bin /usr/include /usr/lib /usr/libexec
            /usr/local/bin /usr/local/src /usr/sbin /usr/share /usr/src /var /var/cache /var/log
            /var/mail /var/spool /var/tmp
            """)
}
