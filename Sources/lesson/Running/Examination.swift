import Base
import Engine
import Foundation
import Lessons

/// Looks at everything a run depends on.
struct Examination {
  struct Finding {
    var subject: String
    var text: String
    /// Whether lessons can run with it as it is.
    var isFit = true
  }

  var installation: Installation
  var store: AssetStore

  func findings() -> [Finding] {
    [processor, memory] + kernels + [libraries, downloads] + assets
      + [
        room(at: store.cache.folder, "disk (cache)"),
        room(at: installation.reports, "disk (reports)"),
      ]
  }

  private var processor: Finding {
    let cores = ProcessInfo.processInfo.activeProcessorCount
    return Finding(subject: "processor", text: "\(Processor.current.name), \(cores) cores")
  }

  /// Lesson 9_1 needs about a gigabyte.
  private var memory: Finding {
    let text = (try? String(contentsOfFile: "/proc/meminfo", encoding: .utf8)) ?? ""
    let line = text.split(separator: "\n").first { $0.hasPrefix("MemAvailable:") }
    guard let kilobytes = line?.split(separator: " ").dropFirst().first.flatMap({ Int($0) }) else {
      return Finding(subject: "memory", text: "unknown")
    }
    return Finding(
      subject: "memory", text: "\(ByteCount.text(kilobytes * 1024)) free; 1.5 GB are needed",
      isFit: kilobytes * 1024 >= 1_500_000_000)
  }

  /// Every kernel that this processor has, held against the definition; and the second opinion, which
  /// no lesson needs.
  private var kernels: [Finding] {
    let disagreeing = KernelChoice.disagreeing()
    let library: String
    do throws(EngineError) {
      library = try OpenBLAS().configuration
    } catch {
      library = "not here; only --products openblas needs it"
    }
    return KernelChoice.names.map { name in
      let agrees = !disagreeing.contains(name)
      let use = name == KernelChoice.current ? "in use" : "not in use"
      return Finding(
        subject: "kernels \(name)",
        text:
          "\(use), \(agrees ? "as defined to the last bit" : "do not compute what they should")",
        isFit: agrees || name != KernelChoice.current)
    } + [Finding(subject: "OpenBLAS", text: library)]
  }

  /// What the program is linked with: without one of them it does not start, so there is only its
  /// version to tell.
  private var libraries: Finding {
    let names = [CommonMarkReader.library] + PictureFile.libraries + [Inflation.library]
    return Finding(subject: "libraries", text: names.joined(separator: ", "))
  }

  /// Needed only where something has to be fetched.
  private var downloads: Finding {
    do {
      return Finding(subject: "downloads", text: try PackageDownloader().client())
    } catch {
      return Finding(
        subject: "downloads", text: error.message,
        isFit: store.manifest.assets.allSatisfy { entry in
          if case .package = entry.source { store.holds(entry) } else { true }
        })
    }
  }

  private var assets: [Finding] {
    store.manifest.assets.map { entry in
      let subject = "asset \(entry.name)"
      guard store.holds(entry) else {
        return Finding(subject: subject, text: "not here; fetched when a lesson needs it")
      }
      do throws(AssetError) {
        let request = AssetRequest(name: entry.name, kind: entry.kind)
        _ = try store.locate(request, cancellation: Interrupt.cancellation) { _ in }
        return Finding(subject: subject, text: "here, every file checked")
      } catch {
        return Finding(subject: subject, text: error.message, isFit: false)
      }
    }
  }

  /// Free room in the nearest folder above a place that exists, and whether it can be written.
  private func room(at place: URL, _ subject: String) -> Finding {
    var folder = place.standardizedFileURL
    while !FileManager.default.fileExists(atPath: folder.path), folder.path != "/" {
      folder.deleteLastPathComponent()
    }
    guard FileManager.default.isWritableFile(atPath: folder.path) else {
      return Finding(subject: subject, text: "\(place.path) cannot be written", isFit: false)
    }
    let attributes = try? FileManager.default.attributesOfFileSystem(forPath: folder.path)
    let free = (attributes?[.systemFreeSize] as? NSNumber)?.intValue
    return Finding(
      subject: subject,
      text: "\(free.map(ByteCount.text) ?? "unknown room") free at \(place.path)")
  }
}
