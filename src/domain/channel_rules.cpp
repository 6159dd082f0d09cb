#include "domain/channel_rules.hpp"

#include "domain/text_rules.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace belfry {
namespace {

constexpr std::string_view kUserId = "{userId}";

/// Takes the first segment, up to `:`, off the text. False at the end.
bool take_segment(std::string_view& text, bool& more, std::string_view& segment) {
  if (!more) {
    return false;
  }
  const std::size_t end = text.find(':');
  segment = text.substr(0, end);
  more = end != std::string_view::npos;
  text.remove_prefix(more ? end + 1 : text.size());
  return true;
}

struct Match {
  bool matches = false;
  bool own = true;  ///< every segment that `{userId}` stood for is the caller's id
};

Match match(std::string_view pattern, std::string_view channel, std::string_view user) {
  const bool open_end = pattern.ends_with('*');
  if (open_end) {
    pattern.remove_suffix(1);
  }
  Match result;
  bool more_pattern = true;
  bool more_channel = true;
  std::string_view wanted;
  std::string_view segment;
  while (take_segment(pattern, more_pattern, wanted)) {
    const bool last = open_end && !more_pattern;
    if (last && wanted != kUserId) {
      // What `*` stands for may run over segments; the text before it must be there.
      const bool there = more_channel && channel.starts_with(wanted);
      return {.matches = there, .own = result.own};
    }
    if (!take_segment(channel, more_channel, segment) || (wanted != kUserId && wanted != segment)) {
      return {};
    }
    result.own = result.own && (wanted != kUserId || segment == user);
  }
  result.matches = open_end || !more_channel;
  return result;
}

bool contains(const std::vector<std::string>& names, std::string_view name) {
  return std::ranges::find(names, name) != names.end();
}

bool claimed(const ChannelRights& rights, std::string_view claim, std::string_view channel) {
  return std::ranges::any_of(rights.list_claims, [&](const ListClaim& listed) {
    return listed.name == claim && contains(listed.values, channel);
  });
}

}  // namespace

bool ChannelRules::allows(std::string_view channel, const UserId& user, const ChannelRights& rights) const {
  const bool by_token = rights.credential == ChannelRights::Credential::connection_token;
  const bool listed = rights.allowed_channels && contains(*rights.allowed_channels, channel);
  for (const ChannelRule& rule : rules_) {
    const Match found = match(rule.pattern, channel, user.view());
    if (!found.matches) {
      continue;
    }
    const bool within = !rights.allowed_channels || listed;
    switch (rule.who) {
      case Who::anyone: return within;
      case Who::self: return found.own && within;
      case Who::admin: return by_token ? listed : rights.admin;
      case Who::claim: return by_token ? listed : claimed(rights, rule.claim, channel);
      case Who::service: return by_token && listed;
    }
    std::unreachable();
  }
  return false;
}

std::vector<std::string> ChannelRules::claims() const {
  std::vector<std::string> names;
  for (const ChannelRule& rule : rules_) {
    if (rule.who == Who::claim && !contains(names, rule.claim)) {
      names.push_back(rule.claim);
    }
  }
  return names;
}

Result<void> check_channel_names(const std::vector<std::string>& names, std::string_view pointer) {
  Error error(ErrorCode::invalid_channel);
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (!is_channel_name(names[i])) {
      error.fields.push_back({.pointer = fmt::format("{}/{}", pointer, i),
                              .code = "pattern",
                              .detail = "must be 1 to 64 of a-z, 0-9, _ . : and -, beginning with a letter or digit"});
    }
  }
  if (!error.fields.empty()) {
    return fail(std::move(error));
  }
  return {};
}

}  // namespace belfry
