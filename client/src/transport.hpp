#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "call.hpp"

namespace belfry::client {

struct Request {
  std::string path = {};  ///< below the API's address
  std::string body = {};  ///< empty: a GET
  std::string idempotency_key = {};
  bool repeatable = true;  ///< false: a connection that has gone stale must not make libcurl send it again by itself
  milliseconds timeout{0};
};

/// HTTP over libcurl: transfers under way share the connections that are kept open, so that calls made one after the
/// other have one. Of one thread, but for `wake`.
class Transport {
 public:
  using Id = std::uint64_t;
  struct Finished {
    Id id = 0;
    Answer answer = {};
  };

  /// Throws std::invalid_argument for a URL or key that could never work, std::runtime_error when libcurl fails.
  Transport(const std::string& url, const std::string& service_key);
  ~Transport();
  Transport(const Transport&) = delete;
  Transport& operator=(const Transport&) = delete;

  /// Its end is told by `wait`, once.
  Id begin(Request request);
  /// Its end is not told.
  void abort(Id id);
  /// Waits until a transfer ends, `wake` is called or the time is over.
  std::vector<Finished> wait(milliseconds longest);
  /// From any thread; one that comes before `wait` counts.
  void wake();

 private:
  struct Transfer;
  struct Multi;

  bool start(Transfer& transfer);

  std::string base_;
  std::string authorization_;
  std::unique_ptr<Multi> multi_;
  std::map<Id, std::unique_ptr<Transfer>> transfers_;
  Id last_id_ = 0;
};

}  // namespace belfry::client
