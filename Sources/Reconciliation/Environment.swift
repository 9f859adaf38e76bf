internal import Glibc

/// The environment of the process.
public enum Environment {
  /// The variable of that name, if it is set.
  public static subscript(name: String) -> String? {
    // SAFETY: the program changes no environment variable, so the text stays where it is while it is copied.
    guard let value = unsafe getenv(name) else { return nil }
    return unsafe String(cString: value)
  }
}
