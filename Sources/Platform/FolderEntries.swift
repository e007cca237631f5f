/// A file, folder or link that stands in a folder.
package struct FolderEntry {
    /// With the Unicode replacement character where the bytes are not UTF-8.
    package var name: String
    /// Whether the name's bytes are UTF-8.
    package var isText: Bool
    /// Whether it is a regular file. Most file systems give the type with the name; where one does not, this is false.
    package var isFile: Bool
}

/// What stands in a folder, in no order and without `.` and `..`; nil, with `errno`, where it cannot be read to its end.
///
/// The end of a folder and a failure differ in `errno` alone; what lists folders by other means takes the one for the other.
package func entries(ofFolder path: String) -> [FolderEntry]? {
    var opened = opendir(path)
    while opened == nil, errno == EINTR { opened = opendir(path) }
    guard let directory = opened else { return nil }
    var entries: [FolderEntry] = []
    while true {
        errno = 0
        guard let entry = readdir(directory) else {
            if errno == EINTR { continue }
            break
        }
        let (name, isText) = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
            pointer.withMemoryRebound(to: CChar.self, capacity: Int(NAME_MAX) + 1) {
                (String(cString: $0), String(validatingCString: $0) != nil)
            }
        }
        guard name != ".", name != ".." else { continue }
        entries.append(
            FolderEntry(name: name, isText: isText, isFile: Int32(entry.pointee.d_type) == Int32(DT_REG)))
    }
    let failure = errno
    closedir(directory)
    errno = failure
    return failure == 0 ? entries : nil
}
