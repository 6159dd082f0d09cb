#include "adapters/memory/memory_token_store.hpp"

#include <algorithm>

namespace belfry::memory {

Task<Result<void>> MemoryTokenStore::consume(UserId user, Uuid token_id, Instant issued_at, Instant expires_at) {
  const MutexLock lock(mutex_);
  if (const auto revoked = revoked_.find(user); revoked != revoked_.end() && issued_at <= revoked->second) {
    co_return fail(ErrorCode::token_revoked);
  }
  if (!used_.try_emplace(token_id, expires_at).second) {
    co_return fail(ErrorCode::token_used);
  }
  co_return Result<void>{};
}

Task<Result<void>> MemoryTokenStore::revoke_all(UserId user, Instant at) {
  const MutexLock lock(mutex_);
  Instant& revoked = revoked_.try_emplace(user, at).first->second;
  revoked = std::max(revoked, at);
  co_return Result<void>{};
}

Task<Result<void>> MemoryTokenStore::forget_expired(Instant floor) {
  const MutexLock lock(mutex_);
  std::erase_if(used_, [&](const auto& entry) { return entry.second < floor; });
  co_return Result<void>{};
}

std::optional<Instant> MemoryTokenStore::revoked_at(const UserId& user) {
  const MutexLock lock(mutex_);
  const auto revoked = revoked_.find(user);
  return revoked == revoked_.end() ? std::nullopt : std::optional(revoked->second);
}

void MemoryTokenStore::forget(const UserId& user) {
  const MutexLock lock(mutex_);
  revoked_.erase(user);
}

}  // namespace belfry::memory
