#include "adapters/sigv4/canonical_request.hpp"

#include <algorithm>

namespace belfry::sigv4 {
namespace {

bool is_unreserved(char c) {
  return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_' ||
         c == '.' || c == '~';
}

void append_encoded(std::string& out, std::string_view text) {
  constexpr std::string_view kDigits = "0123456789ABCDEF";
  for (const char c : text) {
    if (is_unreserved(c)) {
      out.push_back(c);
    } else {
      const auto byte = static_cast<unsigned char>(c);
      out.push_back('%');
      out.push_back(kDigits[byte >> 4]);
      out.push_back(kDigits[byte & 0xF]);
    }
  }
}

std::vector<std::string_view> split(std::string_view text, char separator) {
  std::vector<std::string_view> parts;
  for (;;) {
    const std::size_t end = text.find(separator);
    parts.push_back(text.substr(0, end));
    if (end == std::string_view::npos) {
      return parts;
    }
    text.remove_prefix(end + 1);
  }
}

std::string canonical_path(std::string_view raw_path) {
  std::vector<std::string_view> kept;
  for (const std::string_view segment : split(raw_path, '/')) {
    if (segment == "..") {
      if (!kept.empty()) {
        kept.pop_back();
      }
    } else if (!segment.empty() && segment != ".") {
      kept.push_back(segment);
    }
  }
  std::string path = kept.empty() ? "/" : "";
  for (const std::string_view segment : kept) {
    path.push_back('/');
    append_encoded(path, segment);
  }
  return path;
}

int hex_value(char c) {
  if (c >= '0' && c <= '9') {
    return c - '0';
  }
  const char lower = static_cast<char>(c | 0x20);
  return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

std::string decoded(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool escape =
        text[i] == '%' && i + 2 < text.size() && hex_value(text[i + 1]) >= 0 && hex_value(text[i + 2]) >= 0;
    if (escape) {
      out.push_back(static_cast<char>(hex_value(text[i + 1]) * 16 + hex_value(text[i + 2])));
      i += 2;
    } else {
      out.push_back(text[i]);
    }
  }
  return out;
}

std::string canonical_query(std::string_view raw_query) {
  if (raw_query.empty()) {
    return {};
  }
  std::vector<std::string> pairs;
  for (const std::string_view pair : split(raw_query, '&')) {
    const std::size_t equals = pair.find('=');
    std::string encoded;
    append_encoded(encoded, decoded(pair.substr(0, equals)));
    encoded.push_back('=');
    append_encoded(encoded, equals == std::string_view::npos ? "" : decoded(pair.substr(equals + 1)));
    pairs.push_back(std::move(encoded));
  }
  std::ranges::sort(pairs);
  std::string query;
  for (const std::string& pair : pairs) {
    query.append(query.empty() ? "" : "&").append(pair);
  }
  return query;
}

/// Runs of spaces count as one.
std::string collapsed(std::string_view value) {
  std::string out;
  for (const char c : value) {
    if (c != ' ' || (!out.empty() && out.back() != ' ')) {
      out.push_back(c);
    }
  }
  while (out.ends_with(' ')) {
    out.pop_back();
  }
  return out;
}

}  // namespace

std::optional<std::string> SignedRequest::header(std::string_view lower_name) const {
  std::optional<std::string> joined;
  for (const auto& [name, value] : headers) {
    if (name != lower_name) {
      continue;
    }
    if (joined) {
      joined->append(",").append(value);
    } else {
      joined = value;
    }
  }
  return joined;
}

std::optional<std::string> canonical_request(const SignedRequest& request, std::string_view signed_headers,
                                             std::string_view payload_hash) {
  std::string text(request.method);
  text.append("\n").append(canonical_path(request.raw_path));
  text.append("\n").append(canonical_query(request.raw_query)).append("\n");
  for (const std::string_view name : split(signed_headers, ';')) {
    const auto value = request.header(name);
    if (!value) {
      return std::nullopt;
    }
    text.append(name).append(":").append(collapsed(*value)).append("\n");
  }
  text.append("\n").append(signed_headers).append("\n").append(payload_hash);
  return text;
}

}  // namespace belfry::sigv4
