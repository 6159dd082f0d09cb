#include "app/session.hpp"

#include <string_view>
#include <utility>

// Subscribing on the socket (product 2.8): the subscriptions are the user's, the right to them is the connection's.

namespace belfry::app {
namespace {

/// The member of a client's message that holds what it asks for.
std::string_view payload_pointer(DialectKind dialect) {
  switch (dialect) {
    case DialectKind::notifications: return "/payload";
    case DialectKind::dashboard: return "/data";
    case DialectKind::jobs:
    case DialectKind::gateway: return {};
  }
  std::unreachable();
}

/// The use case points into the list that it was given; the client is to find the place in its message.
Error within_message(Error error, DialectKind dialect) {
  for (FieldError& fault : error.fields) {
    fault.pointer.insert(0, payload_pointer(dialect));
  }
  return error;
}

}  // namespace

TokenBucket& Session::subscribe_bucket() {
  if (subscribing_ == nullptr) {
    subscribing_ =
        std::make_unique<Subscribing>(Subscribing{.bucket = TokenBucket(services_.settings.subscribes), .rights = {}});
  }
  return subscribing_->bucket;
}

Task<void> Session::change_subscriptions(SessionPtr session, messages::SubscriptionChange change,
                                         std::vector<std::string> channels, std::string request_id) {
  Subscribe& subscriptions = session->services_.subscriptions;
  const UserId user = session->entry_.user();
  ChannelRights rights = session->subscribing_ == nullptr ? ChannelRights{} : session->subscribing_->rights;
  Result<std::vector<std::string>> all = fail(ErrorCode::internal_error);
  if (change == messages::SubscriptionChange::subscribed) {
    all = co_await subscriptions.subscribe(user, std::move(rights), std::move(channels));
  } else {
    all = co_await subscriptions.unsubscribe(user, std::move(channels));
  }
  if (session->closed()) {
    co_return;
  }
  if (!all) {
    session->send_error(within_message(std::move(all.error()), session->record_.dialect), std::move(request_id));
  } else {
    session->send(messages::Subscriptions{change, std::move(*all), std::move(request_id)});
  }
}

}  // namespace belfry::app
