extension DynamicVariables {
    /// Files, their kinds, and where they are.
    func file(_ kind: String) -> String? {
        switch kind {
        case "FileName": fileName(ending: ambience.pick(Words.fileKinds).ending)
        case "FileType": ambience.pick(Words.fileTypes)
        case "FileExt": ambience.pick(Words.fileKinds).ending
        case "CommonFileName": fileName(ending: ambience.pick(Words.commonEndings))
        case "CommonFileType": ambience.pick(Words.commonFileTypes)
        case "CommonFileExt": ambience.pick(Words.commonEndings)
        case "DirectoryPath": ambience.pick(Words.directories)
        case "FilePath":
            ambience.pick(Words.directories) + "/"
                + fileName(ending: ambience.pick(Words.fileKinds).ending)
        case "MimeType": ambience.pick(Words.fileKinds).type
        default: nil
        }
    }

    private func fileName(ending: String) -> String {
        ambience.several(2...3) { ambience.pick(Words.latin) }.joined(separator: "_") + "." + ending
    }
}
