#pragma once

#include "adapters/sqlite/write_session.hpp"
#include "ports/privacy_store.hpp"

namespace belfry::sqlite {

/// Takes away up to `batch` rows of a user; see PrivacyStore::erase_user and write_commands.hpp. Every table that names
/// users has its place here.
Result<EraseStep> erase_user(WriteSession& session, const UserId& user, std::size_t batch);

}  // namespace belfry::sqlite
