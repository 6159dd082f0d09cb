#include "config/address.hpp"
#include "config/validate.hpp"
#include "config/value.hpp"

#include <fmt/format.h>

namespace belfry::config {
namespace {

constexpr std::size_t kSecretCharacters = 16;
constexpr std::int64_t kMostAtOnce = 64;  // a thread each
constexpr std::int64_t kMostAttempts = 100;
constexpr Seconds kLongestTimeout{60};

/// The value itself stays out of the messages: what is wrong with it may be a password.
void check_url(LoadedConfig& loaded, const std::string& url) {
  if (url.find('@') != std::string::npos) {
    loaded.problem("outbox.url", "must hold no user name and no password");
  } else if (!(url.starts_with("https://") || url.starts_with("http://")) || !HttpUrl::parse(url)) {
    loaded.problem("outbox.url", "must be a URL like https://mail.example.com/belfry, without query and fragment");
  }
}

void check_secret(LoadedConfig& loaded, const std::string& secret) {
  if (secret.size() < kSecretCharacters) {
    loaded.problem("outbox.secret", fmt::format("must have at least {} characters where outbox.url is set; make one "
                                                "with: openssl rand -hex 32",
                                                kSecretCharacters));
  }
}

void check_events(LoadedConfig& loaded, const Strings& events) {
  if (events.empty()) {
    loaded.problem("outbox.events", "must not be empty; without outbox.url nothing is told");
  }
  for (const std::string& event : events) {
    if (event != "decided" && event != "delivered") {
      loaded.problem("outbox.events", fmt::format("must hold decided or delivered, not {}", toml_string(event)));
    }
  }
}

}  // namespace

void validate_outbox(LoadedConfig& loaded) {
  const OutboxConfig& outbox = loaded.config.outbox;
  if (!outbox.url.empty()) {
    check_url(loaded, outbox.url);
    check_secret(loaded, outbox.secret);
  }
  check_events(loaded, outbox.events);
  if (outbox.timeout < Seconds(1) || outbox.timeout > kLongestTimeout) {
    loaded.problem("outbox.timeout_seconds", fmt::format("must be 1 to {}", kLongestTimeout.count()));
  }
  if (outbox.attempts < 1 || outbox.attempts > kMostAttempts) {
    loaded.problem("outbox.attempts", fmt::format("must be 1 to {}", kMostAttempts));
  }
  if (outbox.first_delay < Seconds(1)) {
    loaded.problem("outbox.first_delay_seconds", "must be above 0");
  }
  if (outbox.max_delay < outbox.first_delay) {
    loaded.problem("outbox.max_delay_seconds", "must not be below outbox.first_delay_seconds");
  }
  if (outbox.concurrency < 1 || outbox.concurrency > kMostAtOnce) {
    loaded.problem("outbox.concurrency", fmt::format("must be 1 to {}", kMostAtOnce));
  }
}

}  // namespace belfry::config
