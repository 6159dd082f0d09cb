#pragma once

#include "adapters/sqlite/read_head.hpp"
#include "ports/privacy_store.hpp"

namespace belfry::sqlite {

/// A page of what is kept about a user, of one snapshot; see PrivacyStore::export_user. Faults of the connection are
/// the caller's to see.
ExportPage read_export(Database& database, const ReadScope& scope, const UserId& user, ExportPosition position,
                       std::size_t limit);

}  // namespace belfry::sqlite
