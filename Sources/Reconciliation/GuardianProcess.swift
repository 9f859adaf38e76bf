internal import CLinuxShim
internal import Glibc

/// The process that undoes an apply unless it is confirmed. It outlives the apply, the terminal and the SSH session.
public enum GuardianProcess {
  private static let readiness = "ready\n"

  /// Starts this program anew in a session of its own, in the network namespace of the calling thread, and returns once
  /// it has called ``reportReadiness()``.
  /// - Parameters:
  ///   - command: Its subcommand.
  ///   - argument: The argument of that.
  public static func start(_ command: String, _ argument: String) throws(FileError) {
    var said = [CChar](repeating: 0, count: 1024)
    // SAFETY: the texts end with a NUL, and the function writes no more than the buffer's length, while the call lasts.
    let code = unsafe said.withUnsafeMutableBufferPointer { buffer in
      guard let start = buffer.baseAddress else { return EINVAL }
      return unsafe shim_start_guardian(command, argument, start, buffer.count)
    }
    let words = String(decoding: said.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    guard code != 0 || words != readiness else { return }
    let reason = words.split(separator: "\n").first.map(String.init) ?? "it ended at once"
    throw FileError("start", "the guardian", code: code, reason: code == 0 ? reason : nil)
  }

  /// Tells the process that started this one that it can go on, and has nothing more to do with it.
  public static func reportReadiness() {
    // SAFETY: the text ends with a NUL.
    unsafe shim_part_from_starter(readiness)
  }
}
