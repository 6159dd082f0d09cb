#pragma once

#include "app/connection_directory.hpp"
#include "app/connection_ids.hpp"
#include "app/opt_outs.hpp"
#include "app/rate_limiter.hpp"
#include "app/session.hpp"
#include "ports/authenticator.hpp"
#include "ports/clock.hpp"
#include "ports/connection_tokens.hpp"
#include "ports/origin_rule.hpp"
#include "ports/token_store.hpp"

#include <atomic>
#include <chrono>
#include <functional>
#include <optional>
#include <string>

namespace belfry::app {

/// An opening handshake, as far as it matters who is asking.
struct ConnectRequest {
  std::string token;  ///< empty: none was sent
  std::string origin;
  AddressBytes source{};
  std::string user_agent;
  DialectKind dialect = DialectKind::notifications;
  std::optional<Cursor> since;
  Session::Acking acking = Session::Acking::no;
  std::string job = {};  ///< `?job_id=`; only the `jobs` dialect looks at it
  std::uint32_t shard = 0;
};

/// Decides on a handshake before the 101, in the order of product 1.4, so that a refusal wastes no token. Any shard.
class Connect {
 public:
  struct Settings {
    TokenBucket::Rate attempts_per_address{5, std::chrono::minutes(1)};
    std::chrono::seconds lifetime{7200};  ///< 0: no limit
  };
  struct Parts {
    ConnectionDirectory& directory;
    const Clock& clock;
    const OriginRule& origins;
    const ConnectionTokenCodec& tokens;
    Authenticator& authenticator;
    TokenStore& token_store;
    const OptOuts& opt_outs;
    const ConnectionIds& ids;
  };
  /// Told which connection has to make room under `evict_oldest`.
  using Evict = std::function<void(ConnectionKey)>;

  Connect(const Parts& parts, const Settings& settings, Evict evict)
      : parts_(parts),
        settings_(settings),
        evict_(std::move(evict)),
        addresses_(settings.attempts_per_address, parts.clock) {}

  /// An admission holds a place in the directory: give the opening to Hub::open, or back to `abandon`.
  Task<Result<Session::Opening>> admit(ConnectRequest request);
  void abandon(const Session::Opening& opening) { parts_.directory.release(opening.user, opening.record.key); }

  /// The same without a credential, for a connection whose handlers decide (product 3.4): it is nobody's.
  Result<Session::Opening> admit_unnamed(const ConnectRequest& request);

  /// From now on every handshake is answered `draining`.
  void refuse_all() { refusing_.store(true); }

 private:
  struct Credential {
    UserId user;
    Instant valid_until;
    std::optional<ConnectionToken> token;         ///< nothing: a user JWT
    std::unique_ptr<const ChannelRights> rights;  ///< as Session::Opening has it
  };

  Result<void> check_before_credentials(const ConnectRequest& request);
  Task<Result<Credential>> check_credential(std::string token);
  bool opted_out(const ConnectRequest& request, const Credential& credential) const;
  Session::Opening opening_of(ConnectRequest request, Credential& credential);

  Parts parts_;
  const Settings settings_;
  Evict evict_;
  RateLimiter addresses_;
  std::atomic<bool> refusing_{false};
  std::atomic<std::uint64_t> next_number_{1};
};

/// The key of the attempts limit: an IPv4 address, or the /64 of an IPv6 one.
std::string rate_key(const AddressBytes& address);

}  // namespace belfry::app
