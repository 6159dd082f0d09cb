#pragma once

#include <optional>

#include "backoff.hpp"
#include "call.hpp"
#include "journal.hpp"
#include "transport.hpp"

namespace belfry::client {

/// The attempts of one call after the other: while one waits for its repeat, so do those behind it, for what is wrong
/// is with the server and not with the call. Of the client's thread.
class Delivery {
 public:
  struct Ended {
    Call call = {};
    Outcome outcome = {};
  };

  Delivery(Transport& transport, Journal& journal, const ClientOptions& options);

  bool busy() const { return call_.has_value(); }
  const std::optional<Call>& call() const { return call_; }
  void begin(Call call, Time now);
  bool owns(Transport::Id id) const { return busy() && under_way_ == id; }
  /// The attempt under way came back: the call is over, or waits for its repeat.
  std::optional<Ended> answered(Answer answer, Time now);
  /// Begins the repeat if it is due.
  void repeat(Time now);
  /// The repeat is due now.
  void hurry() { repeat_at_ = Time{}; }
  /// When to call `repeat`; nothing: an attempt is under way, or there is no call.
  std::optional<Time> next() const;
  /// Gives up the call, there must be one.
  Ended stop(Outcome::Kind kind, std::string reason);

 private:
  void attempt(Time now);

  Transport& transport_;
  Journal& journal_;
  milliseconds request_timeout_;
  Backoff backoff_;
  std::optional<Call> call_;
  int attempts_ = 0;
  Transport::Id under_way_ = 0;  ///< 0: it waits for its repeat
  Time repeat_at_ = {};
  Answer last_;
};

}  // namespace belfry::client
