#pragma once

#include "adapters/sqlite/write_session.hpp"
#include "ports/notification_store.hpp"

#include <optional>

namespace belfry::sqlite {

/// The first answer to this key, if there was one, without its suppressions. `idempotency_conflict` when it was given
/// for another fingerprint.
Result<std::optional<Published>> earlier_answer(WriteSession& session, const std::optional<IdempotencyClaim>& claim);

/// Keeps the first answer to a key.
void keep_answer(WriteSession& session, const std::optional<IdempotencyClaim>& claim, const Published& answer);

}  // namespace belfry::sqlite
