#include "app/opt_outs.hpp"

namespace belfry::app {

void OptOuts::fill(std::span<const UserId> users) {
  for (const UserId& user : users) {
    note(user, InApp::off);
  }
}

void OptOuts::note(const UserId& user, InApp in_app) {
  Stripe& stripe = stripes_[stripe_of(user)];
  const MutexLock lock(stripe.mutex);
  if (in_app == InApp::off) {
    size_.fetch_add(stripe.users.insert(user).second ? 1 : 0, std::memory_order_relaxed);
  } else {
    size_.fetch_sub(stripe.users.erase(user), std::memory_order_relaxed);
  }
}

bool OptOuts::contains(const UserId& user) const {
  if (size() == 0) {
    return false;
  }
  const Stripe& stripe = stripes_[stripe_of(user)];
  const MutexLock lock(stripe.mutex);
  return stripe.users.contains(user);
}

}  // namespace belfry::app
