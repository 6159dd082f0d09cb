#pragma once

#include "base/result.hpp"
#include "domain/ids.hpp"
#include "domain/list_claim.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace belfry {

/// Who may subscribe to the channels of a rule (product 2.8).
enum class Who : std::uint8_t { anyone, self, admin, claim, service };

/// One `[[channels]]` table of the configuration.
struct ChannelRule {
  std::string pattern;  ///< segments between `:`; `{userId}` stands for any one segment, `*` for any text to the end
  Who who = Who::anyone;
  std::string claim = {};  ///< of Who::claim: the name of the JWT's array
};

/// By what right somebody subscribes: what a credential says beyond the user's id.
struct ChannelRights {
  enum class Credential : std::uint8_t { user_jwt, connection_token };

  Credential credential = Credential::user_jwt;
  bool admin = false;                       ///< the JWT has the scope `belfry:admin`
  std::vector<ListClaim> list_claims = {};  ///< of the JWT
  /// Of a connection token: present, it is all that may be subscribed to over the connection.
  std::optional<std::vector<std::string>> allowed_channels = std::nullopt;

  friend bool operator==(const ChannelRights&, const ChannelRights&) = default;
};

/// The rules of one server: the first whose pattern matches decides, no match refuses (product 2.8).
class ChannelRules {
 public:
  /// A user has at most so many subscriptions.
  static constexpr std::size_t kMaxSubscriptions = 1'000;

  ChannelRules() = default;
  explicit ChannelRules(std::vector<ChannelRule> rules) : rules_(std::move(rules)) {}

  /// Whether the user may subscribe to the channel, whose name is well-formed.
  ///
  /// A rule of `self` demands the caller's own id in every `{userId}`; another's refuses, and no later rule is asked.
  /// Over a connection token, channels of `admin`, `claim` and `service` must stand in `allowed_channels`, which the
  /// token's issuer has checked; over a JWT `service` always refuses.
  bool allows(std::string_view channel, const UserId& user, const ChannelRights& rights) const;

  /// The names of the JWT claims that the rules ask for, each once.
  std::vector<std::string> claims() const;

 private:
  std::vector<ChannelRule> rules_;
};

/// Whether each of the names, at `<pointer>/<i>`, is a channel name (product 2.8): `invalid_channel` otherwise, with
/// the faults as fields.
Result<void> check_channel_names(const std::vector<std::string>& names, std::string_view pointer);

}  // namespace belfry
