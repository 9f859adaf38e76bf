import NetworkModel
import Reconciliation
import TopologyFormat

/// The files that a user names on the command line, with their contents.
struct DocumentFiles {
  /// One for each document.
  private(set) var files: [SourceFile] = []

  /// Reads the files at `paths`; a folder stands for the documents in it, in the order of their names, and `-` for
  /// standard input, which is JSON. What `trust` does not take is refused.
  /// - Parameter endings: how the names of the files in a folder end that count; none for names without an ending.
  init(
    _ paths: [String], trust: DocumentTrust, endings: [String] = [".json", ".yaml", ".yml"]
  ) throws(CommandError) {
    for path in paths {
      if path == "-" {
        do throws(FileError) {
          files.append(SourceFile(name: "standard input", bytes: try File.standardInput().readAll()))
        } catch {
          throw .file(error)
        }
      } else if let documents = try Self.documents(inFolder: path, trust, endings) {
        guard !documents.isEmpty else { throw .emptyFolder(path, endings: endings) }
        for document in documents { files.append(try Self.file(at: document, trust)) }
      } else {
        files.append(try Self.file(at: path, trust))
      }
    }
  }

  /// The topology that they make together.
  func topology() throws(CommandError) -> Topology {
    do throws(DocumentError) {
      return try TopologyReader.read(files, accounts: HostAccounts())
    } catch {
      throw .document(error)
    }
  }

  /// Whether it takes as long to read them as to look at many links.
  var isLong: Bool { files.reduce(0) { $0 + $1.bytes.count } > 16 << 10 }

  /// The document as somebody wrote it, if that is one file in JSON.
  var text: String? {
    guard files.count == 1, !files[0].isYAML else { return nil }
    return String(decoding: files[0].bytes, as: UTF8.self)
  }

  /// The paths of the documents in a folder; nil when it is none.
  private static func documents(
    inFolder path: String, _ trust: DocumentTrust, _ endings: [String]
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
    return names.filter { name in
      if endings.isEmpty { return !name.contains(".") }
      return !name.hasPrefix(".") && endings.contains { name.lowercased().hasSuffix($0) }
    }.map { path.hasSuffix("/") ? path + $0 : "\(path)/\($0)" }
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
