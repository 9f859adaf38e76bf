// swift-tools-version: 6.2
import PackageDescription

/// Every Swift target is held to the same rules; dependencies keep their own.
let strict: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .strictMemorySafety(),
  .treatAllWarnings(as: .error),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
]

/// The tests look at some hundred thousand plans, which takes minutes unless these targets are optimized.
let planned = strict + [.unsafeFlags(["-O"], .when(configuration: .debug))]

/// What is called for each setting of ten thousand links can be built into its callers.
let inlined = planned + [.unsafeFlags(["-cross-module-optimization"], .when(configuration: .release))]

let package = Package(
  name: "vnetctl",
  products: [.executable(name: "vnetctl", targets: ["vnetctl"])],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser.git", from: "1.8.2")
  ],
  targets: [
    .systemLibrary(name: "CMnl", pkgConfig: "libmnl", providers: [.apt(["libmnl-dev"])]),
    .systemLibrary(name: "CYAML", pkgConfig: "yaml-0.1", providers: [.apt(["libyaml-dev"])]),
    .target(name: "CLinuxShim"),
    .target(name: "NetworkModel", dependencies: ["CLinuxShim"], swiftSettings: inlined),
    .target(name: "YAMLEvents", dependencies: ["CYAML"], swiftSettings: strict),
    .target(name: "TopologyFormat", dependencies: ["NetworkModel", "CLinuxShim", "YAMLEvents"], swiftSettings: strict),
    .target(name: "Import", dependencies: ["TopologyFormat", "NetworkModel"], swiftSettings: strict),
    .target(name: "Planning", dependencies: ["NetworkModel"], swiftSettings: inlined),
    .target(name: "Netlink", dependencies: ["NetworkModel", "CMnl", "CLinuxShim"], swiftSettings: strict),
    .target(name: "Reconciliation", dependencies: ["Planning", "Netlink", "NetworkModel"], swiftSettings: planned),
    .executableTarget(
      name: "vnetctl",
      dependencies: [
        "Reconciliation", "Planning", "Import", "TopologyFormat", "NetworkModel", "Netlink",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: strict),
    .target(
      name: "SimulatedKernel", dependencies: ["Reconciliation", "Planning", "Netlink", "NetworkModel"],
      path: "Tests/SimulatedKernel", swiftSettings: planned),
    .target(name: "RandomNumbers", path: "Tests/RandomNumbers", swiftSettings: strict),
    .testTarget(
      name: "SimulatedKernelTests", dependencies: ["SimulatedKernel", "Planning", "Netlink", "NetworkModel"],
      swiftSettings: strict),
    .testTarget(
      name: "ReconciliationTests",
      dependencies: ["SimulatedKernel", "Reconciliation", "Planning", "Netlink", "NetworkModel"], swiftSettings: strict),
    .testTarget(
      name: "VnetctlTests",
      dependencies: [
        "vnetctl", "SimulatedKernel", "Reconciliation", "Planning", "TopologyFormat", "Netlink", "NetworkModel",
      ],
      swiftSettings: strict),
    .testTarget(
      name: "PlanningTests",
      dependencies: [
        "vnetctl", "SimulatedKernel", "Reconciliation", "Planning", "TopologyFormat", "Netlink", "NetworkModel",
      ],
      exclude: ["Fixtures"], swiftSettings: strict),
    .testTarget(
      name: "TopologyFormatTests", dependencies: ["TopologyFormat", "NetworkModel", "RandomNumbers"],
      exclude: ["validate.py"], swiftSettings: strict),
    .testTarget(
      name: "ImportTests", dependencies: ["Import", "TopologyFormat", "NetworkModel", "RandomNumbers"],
      exclude: ["Fixtures"], swiftSettings: strict),
    .testTarget(name: "ArchitectureTests", swiftSettings: strict),
    .target(
      name: "KernelTestSupport", dependencies: ["CLinuxShim"], path: "Tests/KernelTestSupport", swiftSettings: strict),
    .testTarget(
      name: "NetlinkTests",
      dependencies: ["Netlink", "Reconciliation", "Planning", "NetworkModel", "KernelTestSupport", "RandomNumbers"],
      exclude: ["Captures"], swiftSettings: strict),
    .executableTarget(name: "killed-at-call", path: "Tests/KilledAtCall"),
    // These run the program itself, so it has to be built along with them.
    .testTarget(
      name: "KernelTests",
      dependencies: [
        "vnetctl", "killed-at-call", "KernelTestSupport", "RandomNumbers", "Reconciliation", "Planning",
        "TopologyFormat", "Netlink", "NetworkModel", "CLinuxShim",
      ],
      swiftSettings: strict),
  ]
)
