internal import CLinuxShim

extension OptionTable {
  /// How long interrupts are put off (`ethtool -c`).
  public static let coalescing = OptionTable(
    .coalescing, "coalescing",
    [
      flag(
        "adaptive_rx", ETHTOOL_A_COALESCE_USE_ADAPTIVE_RX, "the driver adapts the delay of received frames to the load"),
      flag("adaptive_tx", ETHTOOL_A_COALESCE_USE_ADAPTIVE_TX, "the driver adapts the delay of sent frames to the load"),
      delay("rx_usecs", ETHTOOL_A_COALESCE_RX_USECS, "The longest wait for an interrupt after a frame came in."),
      frames("rx_frames", ETHTOOL_A_COALESCE_RX_MAX_FRAMES, "How many frames may come in before an interrupt."),
      delay("rx_usecs_irq", ETHTOOL_A_COALESCE_RX_USECS_IRQ, "The same wait while the host serves an interrupt."),
      frames(
        "rx_frames_irq", ETHTOOL_A_COALESCE_RX_MAX_FRAMES_IRQ, "The same number while the host serves an interrupt."),
      delay("tx_usecs", ETHTOOL_A_COALESCE_TX_USECS, "The longest wait for an interrupt after a frame was sent."),
      frames("tx_frames", ETHTOOL_A_COALESCE_TX_MAX_FRAMES, "How many frames may be sent before an interrupt."),
      delay("tx_usecs_irq", ETHTOOL_A_COALESCE_TX_USECS_IRQ, "The same wait while the host serves an interrupt."),
      frames(
        "tx_frames_irq", ETHTOOL_A_COALESCE_TX_MAX_FRAMES_IRQ, "The same number while the host serves an interrupt."),
      delay("stats_block_usecs", ETHTOOL_A_COALESCE_STATS_BLOCK_USECS, "The time between two updates of the counters."),
      rate("pkt_rate_low", ETHTOOL_A_COALESCE_PKT_RATE_LOW, "The rate below which the settings for a low one hold."),
      delay("rx_usecs_low", ETHTOOL_A_COALESCE_RX_USECS_LOW, "Like coalesce_rx_usecs, at a low rate."),
      frames("rx_frames_low", ETHTOOL_A_COALESCE_RX_MAX_FRAMES_LOW, "Like coalesce_rx_frames, at a low rate."),
      delay("tx_usecs_low", ETHTOOL_A_COALESCE_TX_USECS_LOW, "Like coalesce_tx_usecs, at a low rate."),
      frames("tx_frames_low", ETHTOOL_A_COALESCE_TX_MAX_FRAMES_LOW, "Like coalesce_tx_frames, at a low rate."),
      rate("pkt_rate_high", ETHTOOL_A_COALESCE_PKT_RATE_HIGH, "The rate above which the settings for a high one hold."),
      delay("rx_usecs_high", ETHTOOL_A_COALESCE_RX_USECS_HIGH, "Like coalesce_rx_usecs, at a high rate."),
      frames("rx_frames_high", ETHTOOL_A_COALESCE_RX_MAX_FRAMES_HIGH, "Like coalesce_rx_frames, at a high rate."),
      delay("tx_usecs_high", ETHTOOL_A_COALESCE_TX_USECS_HIGH, "Like coalesce_tx_usecs, at a high rate."),
      frames("tx_frames_high", ETHTOOL_A_COALESCE_TX_MAX_FRAMES_HIGH, "Like coalesce_tx_frames, at a high rate."),
      number("sample_interval", ETHTOOL_A_COALESCE_RATE_SAMPLE_INTERVAL, "seconds", "How often the rate is looked at."),
      flag("cqe_mode_rx", ETHTOOL_A_COALESCE_USE_CQE_MODE_RX, "the wait for received frames begins anew with each"),
      flag("cqe_mode_tx", ETHTOOL_A_COALESCE_USE_CQE_MODE_TX, "the wait for sent frames begins anew with each"),
      number(
        "tx_aggr_max_bytes", SHIM_ETHTOOL_A_COALESCE_TX_AGGR_MAX_BYTES, "bytes", since: "6.3",
        "How large frames may become that are sent as one."),
      frames(
        "tx_aggr_max_frames", SHIM_ETHTOOL_A_COALESCE_TX_AGGR_MAX_FRAMES, since: "6.3",
        "How many frames may be sent as one."),
      delay(
        "tx_aggr_time_usecs", SHIM_ETHTOOL_A_COALESCE_TX_AGGR_TIME_USECS, since: "6.3",
        "The longest wait for frames that are to be sent as one."),
    ])

  private static func flag(_ word: String, _ attribute: Int, _ summary: String) -> Option {
    Option("coalesce_\(word)", .boolean, attribute, .u8, iproute2: ethtoolWord(word), "Whether \(summary).")
  }

  private static func delay(_ word: String, _ attribute: Int, since: String? = nil, _ summary: String) -> Option {
    number(word, attribute, "microseconds", since: since, summary)
  }

  private static func frames(_ word: String, _ attribute: Int, since: String? = nil, _ summary: String) -> Option {
    number(word, attribute, "frames", since: since, summary)
  }

  private static func rate(_ word: String, _ attribute: Int, _ summary: String) -> Option {
    number(word, attribute, "frames a second", summary)
  }

  private static func number(
    _ word: String, _ attribute: Int, _ unit: String, since: String? = nil, _ summary: String
  ) -> Option {
    Option(
      "coalesce_\(word)", .integer(0...4_294_967_295, unit: unit), attribute, .u32, since: since,
      iproute2: ethtoolWord(word), summary)
  }

  private static func ethtoolWord(_ word: String) -> String { word.split(separator: "_").joined(separator: "-") }
}
