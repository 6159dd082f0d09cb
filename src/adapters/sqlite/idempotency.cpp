#include "adapters/sqlite/idempotency.hpp"

#include <algorithm>
#include <span>

namespace belfry::sqlite {
namespace {

constexpr Sql kFindKey = "SELECT fingerprint, notification_id, accepted FROM idempotency_keys WHERE key = ?1";

constexpr Sql kAddKey = R"(
  INSERT INTO idempotency_keys (key, fingerprint, notification_id, accepted, used_at) VALUES (?1, ?2, ?3, ?4, ?5))";

}  // namespace

Result<std::optional<Published>> earlier_answer(WriteSession& session, const std::optional<IdempotencyClaim>& claim) {
  if (!claim) {
    return std::nullopt;
  }
  Query rows(session.db(), kFindKey, claim->key);
  if (!rows.next()) {
    return std::nullopt;
  }
  if (!std::ranges::equal(rows.blob(0), claim->fingerprint)) {
    return fail(ErrorCode::idempotency_conflict);
  }
  return Published{.id = rows.uuid(1), .accepted = rows.count(2), .replayed = true};
}

void keep_answer(WriteSession& session, const std::optional<IdempotencyClaim>& claim, const Published& answer) {
  if (claim) {
    session.db().run(kAddKey, claim->key, std::span<const std::uint8_t>(claim->fingerprint), answer.id, answer.accepted,
                     session.now());
  }
}

}  // namespace belfry::sqlite
