#pragma once

#include "base/thread_annotations.hpp"
#include "ports/token_store.hpp"

#include <optional>
#include <unordered_map>

namespace belfry::memory {

/// Keeps the promises of TokenStore except durability. Callable from any thread; answers come at once.
class MemoryTokenStore final : public TokenStore {
 public:
  Task<Result<void>> consume(UserId user, Uuid token_id, Instant issued_at, Instant expires_at) override;
  Task<Result<void>> revoke_all(UserId user, Instant at) override;
  Task<Result<void>> forget_expired(Instant floor) override;

  /// The last revocation, which is kept about the user.
  std::optional<Instant> revoked_at(const UserId& user);
  void forget(const UserId& user);

 private:
  Mutex mutex_;
  std::unordered_map<Uuid, Instant> used_ BELFRY_GUARDED_BY(mutex_);       // when they expire
  std::unordered_map<UserId, Instant> revoked_ BELFRY_GUARDED_BY(mutex_);  // the last revocation
};

}  // namespace belfry::memory
