#pragma once

#include <condition_variable>
#include <mutex>
#include <optional>
#include <thread>

#include "call_queue.hpp"
#include "cancel_watch.hpp"
#include "delivery.hpp"
#include "journal.hpp"
#include "transport.hpp"

namespace belfry::client {

/// The queue and the thread that empties it. The members above `thread_` that are not under `mutex_` are of that
/// thread. `done` of every call that was put in is called, once.
class Sender {
 public:
  /// Throws as `Client` does.
  explicit Sender(ClientOptions options);
  ~Sender();
  Sender(const Sender&) = delete;
  Sender& operator=(const Sender&) = delete;

  /// Waits for room, `patience` at most.
  void put(Call call, milliseconds patience = milliseconds(0));
  /// Never waits.
  void put_progress(Call call);
  /// Sends what is queued, not waiting for progress to be due. False: `timeout` was too short.
  bool flush(milliseconds timeout);
  /// Takes no more calls, flushes for `flush_timeout` at most, gives up what is left and ends the thread.
  void close();

  const ClientOptions& options() const { return options_; }
  Journal& journal() { return journal_; }

 private:
  void run();
  void send_until_closed();
  bool is_over(Time now);
  /// Begins what is due.
  void feed(Time now);
  std::optional<Call> take(Time now);
  milliseconds time_to_wait(Time now);
  void end(Delivery::Ended ended, Time now);
  /// What an outcome means for the job it is of.
  void heed(const Call& call, const Outcome& outcome, Time now);
  void give_up_the_rest();
  /// Of a call that never reached the thread.
  void settle(const Call& call, const Outcome& outcome);

  const ClientOptions options_;
  Journal journal_;
  Transport transport_;
  Delivery delivery_;
  CancelWatch watch_;

  std::mutex mutex_;
  std::condition_variable room_;
  std::condition_variable idle_;
  CallQueue queue_;
  bool busy_ = false;
  bool hurry_ = false;
  std::optional<Time> close_by_;

  std::thread thread_;
};

}  // namespace belfry::client
