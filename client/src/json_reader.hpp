#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace belfry::client {

/// The text of a member of the object that `json` is, as it stands there; nothing when it has no such member or is no
/// object. Reads only the top level; of what is nested it needs to know where it ends. Names are compared as they are
/// written: those of the API have nothing to escape.
std::optional<std::string_view> member_of(std::string_view json, std::string_view name);

/// A member that is a string without escapes, as ids and codes are.
std::string text_member(std::string_view json, std::string_view name);
/// A member that is a whole number from 0.
std::optional<unsigned long long> number_member(std::string_view json, std::string_view name);
/// Whether a member is `true`.
bool is_true(std::string_view json, std::string_view name);

}  // namespace belfry::client
