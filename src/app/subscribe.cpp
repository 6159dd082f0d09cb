#include "app/subscribe.hpp"

#include <fmt/format.h>

#include <utility>

namespace belfry::app {

Result<void> check_allowed(const ChannelRules& rules, const UserId& user, const ChannelRights& rights,
                           const std::vector<std::string>& channels) {
  Error error(ErrorCode::forbidden_channel);
  for (std::size_t i = 0; i < channels.size(); ++i) {
    if (!rules.allows(channels[i], user, rights)) {
      error.fields.push_back({.pointer = fmt::format("/channels/{}", i),
                              .code = "forbidden_channel",
                              .detail = "the rules of this server do not allow it"});
    }
  }
  if (!error.fields.empty()) {
    return fail(std::move(error));
  }
  return {};
}

Task<Result<std::vector<std::string>>> Subscribe::subscribe(UserId user, ChannelRights rights,
                                                            std::vector<std::string> channels) {
  if (const auto checked = check_channel_names(channels, "/channels"); !checked) {
    co_return fail(checked.error());
  }
  if (const auto allowed = check_allowed(rules_, user, rights, channels); !allowed) {
    co_return fail(allowed.error());
  }
  auto all = co_await store_.subscribe(std::move(user), std::move(channels));
  co_return all;
}

Task<Result<std::vector<std::string>>> Subscribe::unsubscribe(UserId user, std::vector<std::string> channels) {
  if (const auto checked = check_channel_names(channels, "/channels"); !checked) {
    co_return fail(checked.error());
  }
  auto all = co_await store_.unsubscribe(std::move(user), std::move(channels));
  co_return all;
}

}  // namespace belfry::app
