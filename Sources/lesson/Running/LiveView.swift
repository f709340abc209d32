import Lessons
import LivePage
import LocalServer

/// The page that shows a run while it goes on, served from the start of the run to a little after
/// its end.
struct LiveView {
  let run: LiveRun
  private let server: LiveServer

  /// Starts to serve and opens a browser; where either cannot be, says so and lets the run go on.
  static func start(_ plan: LessonPlan) -> LiveView? {
    let run = LiveRun(lesson: plan.identity.id, title: plan.identity.title)
    do throws(LocalServer.Problem) {
      let server = try LiveServer(run)
      let isOpened = Browser.open(server.address)
      Terminal.errorLine("\(isOpened ? "Watch" : "Open this to watch") the run: \(server.address)")
      return LiveView(run: run, server: server)
    } catch {
      Terminal.errorLine("lesson: the page cannot be shown, the run goes on: \(error.message)")
      return nil
    }
  }

  /// Does what a view is of, and stays until whoever watches has its end.
  static func following(_ view: LiveView?, _ body: () throws -> Void) throws {
    defer {
      // Who has stopped the run is shown its report too; to stop again ends the program at once.
      let wasStopped = Interrupt.cancellation.isCancelled
      view?.server.finish(within: wasStopped ? 2 : 5) {
        !wasStopped && Interrupt.cancellation.isCancelled
      }
    }
    do {
      try body()
    } catch {
      let message = (error as? Failure)?.message ?? ""
      // Where there is a report of what was done so far, the page has been told of that already.
      view?.run.end(.message(message.isEmpty ? "see the terminal" : message))
      throw error
    }
  }
}
