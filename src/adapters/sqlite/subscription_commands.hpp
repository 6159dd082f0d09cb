#pragma once

#include "adapters/sqlite/write_session.hpp"
#include "base/result.hpp"

#include <string>
#include <vector>

namespace belfry::sqlite {

// What the writer and the readers do for SqliteSubscriptionStore. The answers are all channels of the user then,
// sorted.

Result<std::vector<std::string>> subscribe(WriteSession& session, const UserId& user,
                                           const std::vector<std::string>& channels);
Result<std::vector<std::string>> unsubscribe(WriteSession& session, const UserId& user,
                                             const std::vector<std::string>& channels);

std::vector<std::string> read_channels_of(Database& database, const UserId& user);

}  // namespace belfry::sqlite
