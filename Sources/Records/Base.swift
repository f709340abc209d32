/// A record is JSON: whoever reads one reads its values, its canonical text and its digests, too.
@_exported import Base
