#include "adapters/sqlite/statement.hpp"

#include <algorithm>

namespace belfry::sqlite {
namespace {

// The macros are C casts of integers to function pointers.
sqlite3_destructor_type destructor_of(Lifetime lifetime) {
  return lifetime == Lifetime::copied ? SQLITE_TRANSIENT : SQLITE_STATIC;
}

}  // namespace

int Statement::bind(int index, std::string_view text, Lifetime lifetime) {
  // A null pointer would bind NULL where an empty text is meant.
  const char* data = text.empty() ? "" : text.data();
  return sqlite3_bind_text64(handle_, index, data, text.size(), destructor_of(lifetime), SQLITE_UTF8);
}

int Statement::bind(int index, std::span<const std::uint8_t> bytes, Lifetime lifetime) {
  return sqlite3_bind_blob64(handle_, index, bytes.data(), bytes.size(), destructor_of(lifetime));
}

std::span<const std::uint8_t> Statement::blob(int column) const {
  const auto* data = static_cast<const std::uint8_t*>(sqlite3_column_blob(handle_, column));
  return {data, static_cast<std::size_t>(sqlite3_column_bytes(handle_, column))};
}

std::string Statement::text(int column) const {
  const auto* data = reinterpret_cast<const char*>(sqlite3_column_text(handle_, column));
  return {data == nullptr ? "" : data, static_cast<std::size_t>(sqlite3_column_bytes(handle_, column))};
}

Uuid Statement::uuid(int column) const {
  Uuid id;
  const auto bytes = blob(column);
  std::copy_n(bytes.begin(), std::min(bytes.size(), id.bytes.size()), id.bytes.begin());
  return id;
}

}  // namespace belfry::sqlite
