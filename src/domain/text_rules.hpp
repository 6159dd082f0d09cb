#pragma once

#include <string_view>

namespace belfry {

/// Free of control characters but tab and newline (product 2.1): neither C0 nor DEL.
bool is_plain_text(std::string_view text);

/// `[a-z0-9_]` and nothing else; the length is another rule's matter.
bool is_type_name(std::string_view text);

/// `[a-z0-9][a-z0-9_.:-]{0,63}` (product 2.8).
bool is_channel_name(std::string_view text);

/// What a click may lead to (product 2.1): `https://` or `http://` with something behind it, or a path on the same
/// site. Browsers read `/\host` as `//host` and drop tabs and newlines before they parse: neither can stand here.
bool is_action_url(std::string_view text);

}  // namespace belfry
