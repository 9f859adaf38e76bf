internal import CLinuxShim

/// What happens when the reader of this program's output goes away.
public enum BrokenPipe {
  /// Makes writing to it an error instead of the end of the program: `vnetctl apply … | head -1` must not leave a host
  /// half-configured.
  public static func ignore() {
    shim_ignore_broken_pipe()
  }
}
