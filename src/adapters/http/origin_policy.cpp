#include "adapters/http/origin_policy.hpp"

#include "adapters/http/headers.hpp"

#include <algorithm>

namespace belfry::http {
namespace {

bool is_loopback_host(std::string_view host) { return host == "localhost" || host == "127.0.0.1" || host == "[::1]"; }

std::string_view without_port(std::string_view authority) {
  const auto colon = authority.rfind(':');
  // A colon inside brackets belongs to an IPv6 address.
  return colon == std::string_view::npos || authority.ends_with(']') ? authority : authority.substr(0, colon);
}

}  // namespace

std::string origin_of(std::string_view url) {
  const auto scheme_end = url.find("://");
  if (scheme_end == std::string_view::npos || scheme_end == 0) {
    return {};
  }
  const auto authority_begin = scheme_end + 3;
  const auto authority_end = std::min(url.find_first_of("/?#", authority_begin), url.size());
  std::string origin = lower_case(url.substr(0, authority_end));
  for (const auto& [scheme, port] : {std::pair<std::string_view, std::string_view>{"http://", ":80"},
                                     std::pair<std::string_view, std::string_view>{"https://", ":443"}}) {
    if (origin.starts_with(scheme) && origin.ends_with(port)) {
      origin.resize(origin.size() - port.size());
    }
  }
  return origin.size() > authority_begin ? origin : std::string();
}

OriginPolicy::OriginPolicy(const Settings& settings) : loopback_(settings.loopback) {
  for (const std::string& entry : settings.allow) {
    any_ = any_ || entry == "*";
    if (auto origin = origin_of(entry); !origin.empty()) {
      origins_.push_back(std::move(origin));
    }
  }
  if (auto own = origin_of(settings.public_url); !own.empty()) {
    origins_.push_back(std::move(own));
  }
}

bool OriginPolicy::allows(std::string_view origin) const {
  if (origin.empty() || any_) {
    return true;
  }
  const std::string asked = origin_of(origin);
  if (asked.empty()) {
    return false;
  }
  if (std::ranges::find(origins_, asked) != origins_.end()) {
    return true;
  }
  const std::string_view authority = std::string_view(asked).substr(asked.find("://") + 3);
  return loopback_ == Loopback::any_port && is_loopback_host(without_port(authority));
}

}  // namespace belfry::http
