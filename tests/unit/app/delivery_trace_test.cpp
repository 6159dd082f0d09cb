#include "app/delivery_trace.hpp"

#include "app/explain.hpp"

#include <gtest/gtest.h>

#include <string>

namespace belfry::app {
namespace {

using What = DeliveryTrace::What;

const UserId kAda{std::string("ada")};
const UserId kBob{std::string("bob")};

NotificationId id_of(std::uint8_t number) {
  NotificationId id;
  id.bytes[0] = number;
  return id;
}

ConnectionRecord connection(std::uint64_t random) {
  ConnectionRecord record;
  record.connected_at = from_millis(1000);
  record.random = random;
  return record;
}

UserDelivery delivery(const UserId& user) {
  UserDelivery delivery;
  delivery.user = user;
  return delivery;
}

TEST(DeliveryTrace, RemembersWhatConcernsANotificationInOrder) {
  DeliveryTrace trace;
  trace.note(What::sent, id_of(1), kAda, connection(1), from_millis(10));
  trace.note(What::sent, id_of(2), kAda, connection(1), from_millis(11));
  trace.note(What::acked, id_of(1), kAda, connection(1), from_millis(12));
  const auto found = trace.of(id_of(1));
  ASSERT_EQ(found.size(), 2U);
  EXPECT_EQ(found[0].what, What::sent);
  EXPECT_EQ(found[1].what, What::acked);
}

TEST(DeliveryTrace, ForgetsTheOldestWhenItIsFull) {
  DeliveryTrace trace;
  trace.note(What::sent, id_of(1), kAda, connection(1), from_millis(1));
  for (std::size_t i = 0; i + 1 < DeliveryTrace::kEntries; ++i) {
    trace.note(What::sent, id_of(2), kAda, connection(1), from_millis(2));
  }
  EXPECT_EQ(trace.of(id_of(1)).size(), 1U);
  trace.note(What::sent, id_of(3), kAda, connection(1), from_millis(3));
  EXPECT_TRUE(trace.of(id_of(1)).empty());
  EXPECT_EQ(trace.of(id_of(3)).size(), 1U);
}

TEST(TracesOf, JoinsWhatHappenedOnOneConnection) {
  DeliveryTrace trace;
  trace.note(What::sent, id_of(1), kAda, connection(7), from_millis(10));
  trace.note(What::repeated, id_of(1), kAda, connection(7), from_millis(20));
  trace.note(What::repeated, id_of(1), kAda, connection(7), from_millis(40));
  trace.note(What::acked, id_of(1), kAda, connection(7), from_millis(41));
  trace.note(What::acked, id_of(1), kAda, connection(7), from_millis(42));
  const auto traces = traces_of(trace.of(id_of(1)), {delivery(kAda)});
  ASSERT_EQ(traces.size(), 1U);
  EXPECT_EQ(traces[0].user, kAda);
  EXPECT_EQ(traces[0].connection_id, connection(7).connection_id());
  EXPECT_EQ(traces[0].sent_at, from_millis(10));
  EXPECT_EQ(traces[0].acked_at, from_millis(41));
  EXPECT_EQ(traces[0].repeats, 2U);
}

TEST(TracesOf, TellsConnectionsApartAndSortsThemByTime) {
  DeliveryTrace trace;
  trace.note(What::sent, id_of(1), kAda, connection(2), from_millis(30));
  trace.note(What::sent, id_of(1), kAda, connection(1), from_millis(10));
  const auto traces = traces_of(trace.of(id_of(1)), {delivery(kAda)});
  ASSERT_EQ(traces.size(), 2U);
  EXPECT_EQ(traces[0].connection_id, connection(1).connection_id());
}

TEST(TracesOf, LeavesOutUsersThatTheReportDoesNotName) {
  DeliveryTrace trace;
  trace.note(What::sent, id_of(1), kAda, connection(1), from_millis(10));
  EXPECT_TRUE(traces_of(trace.of(id_of(1)), {delivery(kBob)}).empty());
}

}  // namespace
}  // namespace belfry::app
