#include "adapters/http/connection_set.hpp"

namespace belfry::http {

void ConnectionSet::cancel_overdue(TimePoint now) {
  for (Member& member : members_) {
    if (member.deadline_ <= now && !member.timed_out_) {
      member.timed_out_ = true;
      member.cancel();
    }
  }
}

void ConnectionSet::cancel_idle() {
  for (Member& member : members_) {
    if (member.phase_ == Member::Phase::idle) {
      member.cancel();
    }
  }
}

void ConnectionSet::cancel_all() {
  for (Member& member : members_) {
    member.cancel();
  }
}

}  // namespace belfry::http
