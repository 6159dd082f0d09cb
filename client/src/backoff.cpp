#include "backoff.hpp"

#include <algorithm>

namespace belfry::client {

milliseconds Backoff::limit(int attempts) const {
  milliseconds limit = std::min(first_, longest_);
  for (int repeat = 1; repeat < attempts && limit < longest_; ++repeat) {
    limit = std::min(limit * 2, longest_);
  }
  return limit;
}

milliseconds Backoff::after(int attempts) {
  return milliseconds(std::uniform_int_distribution<milliseconds::rep>(0, limit(attempts).count())(random_));
}

}  // namespace belfry::client
