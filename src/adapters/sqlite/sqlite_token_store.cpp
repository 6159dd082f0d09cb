#include "adapters/sqlite/sqlite_token_store.hpp"

namespace belfry::sqlite {
namespace {

constexpr Sql kRevokedAt = "SELECT at FROM token_revocations WHERE user_id = ?1";

constexpr Sql kUse = R"(
  INSERT INTO websocket_connection_tokens (expires_at, token_id) VALUES (?1, ?2) ON CONFLICT DO NOTHING)";

constexpr Sql kRevoke = R"(
  INSERT INTO token_revocations (user_id, at) VALUES (?1, ?2) ON CONFLICT DO UPDATE SET at = max(at, excluded.at))";

constexpr Sql kForget = "DELETE FROM websocket_connection_tokens WHERE expires_at < ?1";

Result<void> use_token(Database& db, const UserId& user, const Uuid& id, Instant issued_at, Instant expires_at) {
  {
    Query rows(db, kRevokedAt, user.view());
    if (rows.next() && issued_at <= rows.instant(0)) {
      return fail(ErrorCode::token_revoked);
    }
  }
  db.run(kUse, expires_at, id);
  if (db.changes() == 0) {
    return fail(ErrorCode::token_used);
  }
  return {};
}

}  // namespace

Task<Result<void>> SqliteTokenStore::consume(UserId user, Uuid token_id, Instant issued_at, Instant expires_at) {
  return database_.write<void>(StoreOperation::consume_token, 1,
                               [user = std::move(user), token_id, issued_at, expires_at](WriteSession& session) {
                                 return use_token(session.db(), user, token_id, issued_at, expires_at);
                               });
}

Task<Result<void>> SqliteTokenStore::revoke_all(UserId user, Instant at) {
  return database_.write<void>(StoreOperation::revoke_tokens, 1, [user = std::move(user), at](WriteSession& session) {
    session.db().run(kRevoke, user.view(), at);
    return Result<void>{};
  });
}

Task<Result<void>> SqliteTokenStore::forget_expired(Instant floor) {
  return database_.write<void>(StoreOperation::forget_tokens, 1, [floor](WriteSession& session) {
    session.db().run(kForget, floor);
    return Result<void>{};
  });
}

}  // namespace belfry::sqlite
