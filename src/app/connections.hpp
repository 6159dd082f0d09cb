#pragma once

#include "app/connection_directory.hpp"
#include "app/connection_ids.hpp"
#include "app/connection_record.hpp"
#include "app/hub.hpp"
#include "base/result.hpp"
#include "base/task.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace belfry::app {

/// An open connection as it stood when its shard was asked (product 1.5).
struct ConnectionInfo {
  ConnectionRecord record;  ///< `user_agent` is null here
  UserId user;
  std::string user_agent;
};

struct ConnectionPage {
  std::vector<ConnectionInfo> connections;  ///< by key
  std::optional<ConnectionKey> next;        ///< set when there are more: the `after` of the next page
};

/// The open connections of this node: looked at and ended by services (product 1.5, 3.3). Any shard.
class Connections {
 public:
  struct Parts {
    const ConnectionDirectory& directory;
    const ConnectionIds& ids;
    ShardDispatcher& shards;
    std::vector<Hub*> hubs;  ///< hubs[i] lives on shard i and outlives the shard's loop
  };

  explicit Connections(Parts parts) : parts_(std::move(parts)) {}

  /// The key behind a public id; nothing for what is no id of ours. The connection need not exist.
  std::optional<ConnectionKey> key_of(std::string_view connection_id) const;

  /// `gone` when it is not connected here.
  Task<Result<ConnectionInfo>> find(std::string connection_id);
  Task<std::vector<ConnectionInfo>> of_user(UserId user);
  /// At most `limit` of those with a key over `after`; 0 is before the first.
  Task<ConnectionPage> list(ConnectionKey after, std::size_t limit);

  /// Closes with the code; `gone` as above. `reason` stands in the close frame.
  Task<Result<void>> disconnect(std::string connection_id, CloseCode code, std::string reason);
  /// Answers how many.
  Task<std::size_t> disconnect_user(UserId user, CloseCode code, std::string reason);

 private:
  std::vector<std::uint32_t> shards_of(const UserId& user) const;

  const Parts parts_;
};

}  // namespace belfry::app
