import KernelTestSupport

extension Namespace {
  /// Runs `ip` with the words of a line.
  func run(ip line: String) throws { try run("ip", line) }

  /// Runs `bridge` with the words of a line.
  func run(bridge line: String) throws { try run("bridge", line) }

  private func run(_ program: String, _ line: String) throws {
    let output = try spawn(program, line.split(separator: " ").map(String.init))
    guard output.status == 0 else { throw Refusal(line: "\(program) \(line)", errors: output.errors) }
  }

  /// What a program refused.
  struct Refusal: Error {
    let line: String
    let errors: String
  }
}
