#include "push/send_queue.hpp"

#include <gtest/gtest.h>

#include <array>
#include <string>

namespace belfry::push {
namespace {

std::string gathered(const SendQueue& queue) {
  std::array<iovec, 128> vectors;
  std::string bytes;
  const std::size_t count = queue.gather(vectors);
  for (std::size_t i = 0; i < count; ++i) {
    bytes.append(static_cast<const char*>(vectors[i].iov_base), vectors[i].iov_len);
  }
  return bytes;
}

std::string numbered(int i) { return "frame " + std::to_string(i); }

std::string bytes_of(int first, int end) {
  std::string bytes;
  for (int i = first; i < end; ++i) {
    bytes += Frame::text(numbered(i))->bytes();
  }
  return bytes;
}

void push_numbered(SendQueue& queue, int first, int end) {
  for (int i = first; i < end; ++i) {
    queue.push(Frame::text(numbered(i)));
  }
}

TEST(SendQueue, IsEmptyAtFirst) {
  const SendQueue queue;
  EXPECT_TRUE(queue.empty());
  EXPECT_EQ(gathered(queue), "");
}

TEST(SendQueue, GathersFramesInOrder) {
  SendQueue queue;
  push_numbered(queue, 0, 100);
  EXPECT_EQ(gathered(queue), bytes_of(0, 100));
  EXPECT_EQ(queue.data_bytes(), bytes_of(0, 100).size());
}

TEST(SendQueue, GathersNoMoreThanThereIsRoomFor) {
  SendQueue queue;
  push_numbered(queue, 0, 5);
  std::array<iovec, 2> vectors;
  EXPECT_EQ(queue.gather(vectors), 2u);
}

TEST(SendQueue, GoesOnAtTheByteWhereAWriteStopped) {
  const std::string all = bytes_of(0, 20);
  for (std::size_t taken = 0; taken <= all.size(); ++taken) {
    SendQueue queue;
    push_numbered(queue, 0, 20);
    queue.consume(taken);
    ASSERT_EQ(gathered(queue), all.substr(taken)) << taken;
    ASSERT_EQ(queue.data_bytes(), all.size() - taken) << taken;
    ASSERT_EQ(queue.empty(), taken == all.size());
  }
}

TEST(SendQueue, CountsTheFramesThatWereTakenWhole) {
  SendQueue queue;
  push_numbered(queue, 0, 3);
  const std::size_t size = bytes_of(0, 1).size();
  EXPECT_EQ(queue.consume(size - 1), 0u);
  EXPECT_EQ(queue.consume(1 + size), 2u);
}

TEST(SendQueue, KeepsItsOrderWhileFramesComeAndGo) {
  SendQueue queue;
  std::string seen;
  for (int i = 0; i < 200; ++i) {
    push_numbered(queue, i, i + 1);
    if (i % 3 == 0 && !queue.empty()) {
      const std::string waiting = gathered(queue);
      const std::size_t taken = std::min<std::size_t>(waiting.size(), 17);
      seen += waiting.substr(0, taken);
      queue.consume(taken);
    }
  }
  std::array<char, 4096> rest;
  const std::size_t copied = queue.copy(rest);
  seen.append(rest.data(), copied);
  EXPECT_EQ(seen, bytes_of(0, 200).substr(0, seen.size()));
  EXPECT_EQ(queue.data_bytes(), bytes_of(0, 200).size() - (seen.size() - copied));
}

TEST(SendQueue, CopiesAcrossFramesFromTheFirstUnsentByte) {
  SendQueue queue;
  push_numbered(queue, 0, 5);
  queue.consume(3);
  std::array<char, 20> out;
  ASSERT_EQ(queue.copy(out), out.size());
  EXPECT_EQ(std::string_view(out.data(), out.size()), bytes_of(0, 5).substr(3, 20));
}

TEST(SendQueue, DoesNotCountControlFrames) {
  SendQueue queue;
  queue.push(Frame::make(Opcode::ping, "payload"));
  EXPECT_EQ(queue.data_bytes(), 0u);
  EXPECT_FALSE(queue.empty());
  queue.consume(3);
  EXPECT_EQ(queue.data_bytes(), 0u);
}

TEST(SendQueue, DropsEverythingThatWasNotBegun) {
  SendQueue queue;
  push_numbered(queue, 0, 5);
  queue.drop_unbegun(0);
  EXPECT_TRUE(queue.empty());
  EXPECT_EQ(queue.data_bytes(), 0u);
}

TEST(SendQueue, KeepsTheBegunFrameWhenDropping) {
  SendQueue queue;
  push_numbered(queue, 0, 5);
  queue.consume(3);
  queue.drop_unbegun(0);
  EXPECT_EQ(gathered(queue), bytes_of(0, 1).substr(3));
  EXPECT_EQ(queue.data_bytes(), bytes_of(0, 1).size() - 3);
  push_numbered(queue, 7, 8);
  EXPECT_EQ(gathered(queue), bytes_of(0, 1).substr(3) + bytes_of(7, 8));
}

TEST(SendQueue, KeepsWhatWasPromisedWhenDropping) {
  SendQueue queue;
  push_numbered(queue, 0, 5);
  const std::size_t size = bytes_of(0, 1).size();
  queue.drop_unbegun(size + 1);
  EXPECT_EQ(gathered(queue), bytes_of(0, 2));
}

}  // namespace
}  // namespace belfry::push
