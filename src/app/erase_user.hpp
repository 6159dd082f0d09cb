#pragma once

#include "app/connections.hpp"
#include "app/jobs.hpp"
#include "app/opt_outs.hpp"
#include "ports/privacy_store.hpp"

#include <cstddef>

namespace belfry::app {

/// Forgetting a user: the connections are closed, and everything that is kept goes (docs/protocol.md, "Privacy"). Any
/// shard.
class EraseUser {
 public:
  /// Rows in one transaction: others' commands go in between.
  static constexpr std::size_t kBatch = 500;

  EraseUser(PrivacyStore& store, Connections& connections, Jobs& jobs, OptOuts& opt_outs)
      : store_(store), connections_(connections), jobs_(jobs), opt_outs_(opt_outs) {}

  /// Answers when nothing is left. What an error interrupted is finished by asking again.
  Task<Result<void>> erase(UserId user);

 private:
  PrivacyStore& store_;
  Connections& connections_;
  Jobs& jobs_;
  OptOuts& opt_outs_;
};

}  // namespace belfry::app
