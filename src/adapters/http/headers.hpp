#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace belfry::http {

struct Header {
  std::string name;
  std::string value;
};

/// ASCII letters only, as field names and most tokens compare (RFC 9110 section 5.1).
bool equal_ignoring_case(std::string_view a, std::string_view b);
std::string lower_case(std::string_view text);
/// Without spaces and tabs at both ends.
std::string_view trimmed(std::string_view text);

/// The header fields of a message in the order they came. Lookup ignores case.
class Headers {
 public:
  void add(std::string name, std::string value) { fields_.push_back({std::move(name), std::move(value)}); }
  /// Replaces every field of that name.
  void set(std::string_view name, std::string value);

  /// The first field's value; empty when there is none.
  std::string_view get(std::string_view name) const;
  bool has(std::string_view name) const { return count(name) > 0; }
  std::size_t count(std::string_view name) const;
  /// All values of the name joined by commas, which means the same (RFC 9110 section 5.3).
  std::string joined(std::string_view name) const;
  /// Whether a comma-separated list contains the token, whatever its case: `Connection: keep-alive, Upgrade`.
  bool lists(std::string_view name, std::string_view token) const;

  std::vector<Header>::const_iterator begin() const { return fields_.begin(); }
  std::vector<Header>::const_iterator end() const { return fields_.end(); }

 private:
  std::vector<Header> fields_;
};

/// The elements of a comma-separated list, trimmed, empty ones left out. Views into `list`.
std::vector<std::string_view> list_elements(std::string_view list);

}  // namespace belfry::http
