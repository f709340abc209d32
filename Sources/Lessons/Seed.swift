/// The seeds that both random streams tell apart: PyTorch's Mersenne Twister keeps 32 bits.
enum Seed {
  static let range = 0...Int(UInt32.max)
  static let message = "a seed is a whole number from 0 to \(UInt32.max)"
}
