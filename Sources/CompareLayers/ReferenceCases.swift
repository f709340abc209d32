import Engine

/// The arguments of the reference's losses, optimizers and schedules: its file has their names alone.
enum ReferenceCases {
  struct Settings {
    let entry: String
    let options: Options

    init(_ entry: String, _ options: [String: OptionValue] = [:]) {
      (self.entry, self.options) = (entry, Options(options))
    }
  }

  static let losses: [String: Settings] = [
    "cross_entropy": Settings("cross_entropy"),
    "cross_entropy_sum": Settings("cross_entropy", ["reduction": "sum"]),
    "cross_entropy_smoothing": Settings("cross_entropy", ["label_smoothing": 0.1]),
    "cross_entropy_weighted": Settings("cross_entropy", ["weight": [1, 2, 0.5, 3]]),
    "nll": Settings("nll"), "bce": Settings("bce"), "bce_with_logits": Settings("bce_with_logits"),
    "bce_with_logits_pos_weight": Settings("bce_with_logits", ["pos_weight": [2.5]]),
    "mse": Settings("mse"), "l1": Settings("l1"), "smooth_l1": Settings("smooth_l1"),
    "huber": Settings("huber", ["delta": 0.5]),
  ]

  static let optimizers: [String: Settings] = [
    "sgd": Settings("sgd", ["lr": 0.1]),
    "sgd_momentum": Settings("sgd", ["lr": 0.1, "momentum": 0.9]),
    "sgd_nesterov_decay": Settings(
      "sgd", ["lr": 0.1, "momentum": 0.9, "nesterov": true, "weight_decay": 0.01]),
    "adam": Settings("adam", ["lr": 0.01]),
    "adam_decay": Settings("adam", ["lr": 0.01, "weight_decay": 0.05]),
    "adam_amsgrad": Settings("adam", ["lr": 0.01, "amsgrad": true]),
    "adamw": Settings("adamw", ["lr": 0.01]), "rmsprop": Settings("rmsprop", ["lr": 0.01]),
    "rmsprop_momentum": Settings("rmsprop", ["lr": 0.01, "momentum": 0.9, "centered": true]),
    "adagrad": Settings("adagrad", ["lr": 0.1]), "adadelta": Settings("adadelta"),
    "nadam": Settings("nadam", ["lr": 0.01]),
  ]

  static let schedules: [String: Settings] = [
    "step": Settings("step", ["step_size": 10, "gamma": 0.5]),
    "multi_step": Settings("multi_step", ["milestones": [5, 20], "gamma": 0.1]),
    "exponential": Settings("exponential", ["gamma": 0.95]),
    "cosine": Settings("cosine", ["T_max": 40]),
    "cosine_restarts": Settings("cosine_restarts", ["T_0": 10]),
    "one_cycle": Settings("one_cycle", ["max_lr": 0.5, "total_steps": 41]),
    "linear_factor": Settings(
      "linear_factor", ["start_factor": 0.1, "end_factor": 1, "total_iters": 20]),
    "warmup_linear": Settings("linear", ["num_warmup_steps": 10, "num_training_steps": 40]),
    "plateau": Settings("plateau", ["patience": 3, "factor": 0.2]),
  ]
}
