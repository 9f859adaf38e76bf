import Foundation
import Testing

/// The modules and what each may import, as Sources/README.md says. What is not here is not allowed.
private let allowedImports: [String: Set<String>] = [
  "NetworkModel": ["CLinuxShim"],
  "YAMLEvents": ["CYAML"],
  "TopologyFormat": ["NetworkModel", "CLinuxShim", "YAMLEvents", "Glibc"],
  "Import": ["TopologyFormat", "NetworkModel"],
  "Planning": ["NetworkModel"],
  "Netlink": ["NetworkModel", "CMnl", "CLinuxShim", "Glibc"],
  "Reconciliation": ["Planning", "Netlink", "NetworkModel", "CLinuxShim", "Glibc"],
  "vnetctl": [
    "Reconciliation", "Planning", "Netlink", "Import", "TopologyFormat", "NetworkModel", "ArgumentParser", "Glibc",
  ],
]

/// Where `unsafe` may stand: where bytes and descriptors meet the kernel, and where libyaml is called.
private let unsafeModules: Set<String> = ["Netlink", "CLinuxShim", "YAMLEvents"]

/// Elsewhere, the files that hand a name or a buffer to a C function, which Swift has no safe way to do.
private let unsafeFiles: Set<String> = [
  "HostAccounts.swift", "File.swift", "FileSystem.swift", "Folder.swift", "Environment.swift",
  "BootClock.swift", "GuardianProcess.swift",
]

@Suite struct `Modules` {
  private static let sources = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "Sources")

  private static func files(of module: String) throws -> [URL] {
    let folder = sources.appending(path: module)
    let paths = try FileManager.default.subpathsOfDirectory(atPath: folder.path)
    return paths.filter { $0.hasSuffix(".swift") }.map { folder.appending(path: $0) }
  }

  @Test(arguments: allowedImports.keys.sorted())
  func `import only what they may`(module: String) throws {
    let files = try Self.files(of: module)
    #expect(!files.isEmpty)
    for file in files {
      for line in try String(contentsOf: file, encoding: .utf8).split(separator: "\n") {
        let words = line.split(separator: " ")
        guard let place = words.firstIndex(of: "import"), words[..<place].allSatisfy({ !$0.contains("/") }) else {
          continue
        }
        // `import struct Module.Name` names the module in its second word.
        let name = words[words.index(after: place)...].last.map { $0.prefix { $0 != "." } } ?? ""
        #expect(
          allowedImports[module]?.contains(String(name)) == true,
          "\(file.lastPathComponent): \(module) may not import \(name)")
      }
    }
  }

  /// The release is built for that: see `thread_flags` in the Makefile.
  @Test(arguments: allowedImports.keys.sorted())
  func `run in one thread`(module: String) throws {
    let words = [
      "async ", "await ", "Task {", "Task.", "TaskGroup", "Thread(", "Thread.", "DispatchQueue", "pthread_create",
    ]
    for file in try Self.files(of: module) {
      for line in try String(contentsOf: file, encoding: .utf8).split(separator: "\n") {
        let code = line.drop { $0 == " " }
        guard !code.hasPrefix("//") else { continue }
        for word in words {
          #expect(!code.contains(word), "\(file.lastPathComponent): \(word) is for programs of several threads")
        }
      }
    }
  }

  @Test(arguments: allowedImports.keys.sorted())
  func `say why what is unsafe is safe`(module: String) throws {
    for file in try Self.files(of: module) {
      let lines = try String(contentsOf: file, encoding: .utf8).split(separator: "\n", omittingEmptySubsequences: false)
      for (number, line) in lines.enumerated() where isUnsafe(line) {
        #expect(
          unsafeModules.contains(module) || unsafeFiles.contains(file.lastPathComponent),
          "\(file.lastPathComponent):\(number + 1): unsafe code belongs into \(unsafeModules.sorted())")
        let above = lines[max(0, number - 12)..<number]
        #expect(
          above.contains { $0.contains("// SAFETY:") },
          "\(file.lastPathComponent):\(number + 1): there is no // SAFETY: line above")
      }
    }
  }

  private func isUnsafe(_ line: Substring) -> Bool {
    let code = line.split(separator: "//", maxSplits: 1, omittingEmptySubsequences: false)[0]
    return code.split(whereSeparator: { !$0.isLetter && $0 != "_" }).contains("unsafe")
  }

  @Test func `are all in the table`() throws {
    let folders = try FileManager.default.contentsOfDirectory(atPath: Self.sources.path)
    #expect(Set(folders).subtracting(["CMnl", "CYAML", "CLinuxShim", "README.md"]) == Set(allowedImports.keys))
  }
}
