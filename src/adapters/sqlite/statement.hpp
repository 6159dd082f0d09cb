#pragma once

#include "base/time.hpp"
#include "base/uuid.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

#include <sqlite3.h>

namespace belfry::sqlite {

/// Whether SQLite copies a bound text or relies on it staying where it is until the statement is reset.
enum class Lifetime : std::uint8_t { copied, borrowed };

/// One prepared statement with typed binding and column access. Belongs to a Database, which keeps it for reuse and
/// notes its failures; use it through Database::run and Query.
class Statement {
 public:
  explicit Statement(sqlite3_stmt* handle) : handle_(handle) {}
  Statement(Statement&& other) noexcept : handle_(std::exchange(other.handle_, nullptr)) {}
  Statement& operator=(Statement&&) = delete;
  ~Statement() { sqlite3_finalize(handle_); }

  /// Binds the parameters ?1, ?2 .. in order. SQLITE_OK or the first failure.
  template <class... Values>
  int bind_all(Lifetime lifetime, const Values&... values) {
    int index = 0;
    int code = SQLITE_OK;
    ((code = code == SQLITE_OK ? bind(++index, values, lifetime) : code), ...);
    return code;
  }

  int step() { return sqlite3_step(handle_); }
  void reset() { sqlite3_reset(handle_); }

  bool null(int column) const { return sqlite3_column_type(handle_, column) == SQLITE_NULL; }
  std::int64_t integer(int column) const { return sqlite3_column_int64(handle_, column); }
  double real(int column) const { return sqlite3_column_double(handle_, column); }
  std::string text(int column) const;
  Uuid uuid(int column) const;
  std::span<const std::uint8_t> blob(int column) const;

 private:
  template <class Integer>
    requires std::is_integral_v<Integer>
  int bind(int index, Integer value, Lifetime) {
    return sqlite3_bind_int64(handle_, index, static_cast<std::int64_t>(value));
  }
  template <class Real>
    requires std::is_floating_point_v<Real>
  int bind(int index, Real value, Lifetime) {
    return sqlite3_bind_double(handle_, index, value);
  }
  int bind(int index, Instant at, Lifetime) { return sqlite3_bind_int64(handle_, index, to_millis(at)); }
  int bind(int index, std::string_view text, Lifetime lifetime);
  int bind(int index, const std::string& text, Lifetime lifetime) {
    return bind(index, std::string_view(text), lifetime);
  }
  int bind(int index, const char* text, Lifetime lifetime) { return bind(index, std::string_view(text), lifetime); }
  int bind(int index, std::span<const std::uint8_t> bytes, Lifetime lifetime);
  int bind(int index, const Uuid& id, Lifetime lifetime) {
    return bind(index, std::span<const std::uint8_t>(id.bytes), lifetime);
  }
  template <class T>
  int bind(int index, const std::optional<T>& value, Lifetime lifetime) {
    return value ? bind(index, *value, lifetime) : sqlite3_bind_null(handle_, index);
  }

  sqlite3_stmt* handle_;
};

}  // namespace belfry::sqlite
