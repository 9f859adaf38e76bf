import Reconciliation
import TopologyFormat

/// The files that a user names on the command line.
enum DocumentFiles {
  private static let endings = [".json", ".yaml", ".yml"]

  /// Reads the files at `paths`; a folder stands for the documents in it, in the order of their names, and `-` for
  /// standard input, which is JSON.
  static func read(_ paths: [String]) throws(CommandError) -> [SourceFile] {
    var files: [SourceFile] = []
    for path in paths {
      do throws(FileError) {
        if path == "-" {
          files.append(SourceFile(name: "standard input", bytes: try File.standardInput().readAll()))
          continue
        }
        guard let names = try Folder.names(at: path) else {
          files.append(SourceFile(name: path, bytes: try File.reading(path).readAll()))
          continue
        }
        let documents = names.filter { name in
          !name.hasPrefix(".") && endings.contains { name.lowercased().hasSuffix($0) }
        }
        for name in documents {
          let file = path.hasSuffix("/") ? path + name : "\(path)/\(name)"
          files.append(SourceFile(name: file, bytes: try File.reading(file).readAll()))
        }
        if !documents.isEmpty { continue }
      } catch {
        throw .file(error)
      }
      throw .emptyFolder(path)
    }
    return files
  }
}
