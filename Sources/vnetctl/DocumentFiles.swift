import Reconciliation
import TopologyFormat

/// The files that a user names on the command line.
enum DocumentFiles {
  private static let endings = [".json", ".yaml", ".yml"]

  /// Reads the files at `paths`; a folder stands for the documents in it, in the order of their names, and `-` for
  /// standard input, which is JSON. What `trust` does not take is refused.
  static func read(_ paths: [String], trust: DocumentTrust) throws(CommandError) -> [SourceFile] {
    var files: [SourceFile] = []
    for path in paths {
      if path == "-" {
        do throws(FileError) {
          files.append(SourceFile(name: "standard input", bytes: try File.standardInput().readAll()))
        } catch {
          throw .file(error)
        }
      } else if let documents = try documents(inFolder: path, trust) {
        guard !documents.isEmpty else { throw .emptyFolder(path) }
        for document in documents { files.append(try file(at: document, trust)) }
      } else {
        files.append(try file(at: path, trust))
      }
    }
    return files
  }

  /// The paths of the documents in a folder; nil when it is none.
  private static func documents(
    inFolder path: String, _ trust: DocumentTrust
  ) throws(CommandError) -> [String]? {
    let violation: DocumentTrust.Violation?
    let names: [String]
    do throws(FileError) {
      guard let found = try Folder.names(at: path) else { return nil }
      names = found
      violation = try trust.violation(byFolder: path)
    } catch {
      throw .file(error)
    }
    if let violation { throw .insecure(violation) }
    return names.filter { name in !name.hasPrefix(".") && endings.contains { name.lowercased().hasSuffix($0) } }
      .map { path.hasSuffix("/") ? path + $0 : "\(path)/\($0)" }
  }

  private static func file(at path: String, _ trust: DocumentTrust) throws(CommandError) -> SourceFile {
    let violation: DocumentTrust.Violation?
    let bytes: [UInt8]
    do throws(FileError) {
      let file = try File.reading(path)
      violation = try trust.violation(by: file, at: path)
      bytes = violation == nil ? try file.readAll() : []
    } catch {
      throw .file(error)
    }
    if let violation { throw .insecure(violation) }
    return SourceFile(name: path, bytes: bytes)
  }
}
