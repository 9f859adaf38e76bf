public import ArgumentParser
public import Import

extension ForeignFormat: ExpressibleByArgument {}
