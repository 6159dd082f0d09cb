#include "cli/bench/publisher.hpp"

#include "cli/bench/http_answer.hpp"

#include <fmt/format.h>
#include <sys/epoll.h>
#include <sys/socket.h>

#include <cerrno>

namespace belfry::cli::bench {

/// One keep-alive connection.
class Publisher::Link final : public Ready {
 public:
  Link(Publisher& publisher, Descriptor descriptor) : publisher_(publisher), descriptor_(std::move(descriptor)) {
    publisher_.poller_.watch(descriptor_.get(), *this, EPOLLIN);
  }

  /// Blocks while the kernel has no room: a request is small and the answer to the one before is here.
  void send(const std::string& request, std::uint64_t sequence) {
    sequence_ = sequence;
    if (::send(descriptor_.get(), request.data(), request.size(), MSG_NOSIGNAL) !=
        static_cast<ssize_t>(request.size())) {
      fail(explain_errno(errno, publisher_.target_.host()));
    }
  }

  void on_ready(std::uint32_t) override {
    const auto buffer = publisher_.poller_.buffer();
    const ssize_t got = ::recv(descriptor_.get(), buffer.data(), buffer.size(), MSG_DONTWAIT);
    if (got < 0 && (errno == EAGAIN || errno == EINTR)) {
      return;
    }
    if (got <= 0) {
      fail("the server closed a connection that published");
      return;
    }
    received_.append(buffer.data(), static_cast<std::size_t>(got));
    if (const auto answer = take_answer(received_)) {
      publisher_.on_answer(*this, sequence_, answer->status == 202 ? std::string() : explain(*answer));
    }
  }

 private:
  void fail(const std::string& why) {
    descriptor_.reset();
    if (publisher_.refusal_.empty()) {
      publisher_.refusal_ = why;
    }
  }

  Publisher& publisher_;
  Descriptor descriptor_;
  std::string received_;
  std::uint64_t sequence_ = 0;
};

Publisher::Publisher(Poller& poller, Target& target, Letter letter)
    : poller_(poller), target_(target), letter_(std::move(letter)) {}

Publisher::~Publisher() = default;

Outcome<void> Publisher::open(std::size_t connections) {
  for (std::size_t i = 0; i < connections; ++i) {
    auto dialled = target_.dial_and_wait();
    if (!dialled) {
      return refuse(dialled.error());
    }
    links_.push_back(std::make_unique<Link>(*this, std::move(*dialled)));
    free_.push_back(links_.back().get());
  }
  return {};
}

void Publisher::publish(std::string_view user, std::uint64_t sequence) {
  published_at_.push_back(std::chrono::steady_clock::now());
  std::string request = publish_request(target_.host(), letter_, user, sequence);
  if (free_.empty()) {
    waiting_.emplace_back(std::move(request), sequence);
    return;
  }
  Link& link = *free_.back();
  free_.pop_back();
  link.send(request, sequence);
}

void Publisher::on_answer(Link& link, std::uint64_t sequence, std::string refusal) {
  answers_.add(std::chrono::steady_clock::now() - published_at_[sequence]);
  if (refusal.empty()) {
    ++accepted_;
  } else if (refusal_.empty()) {
    refusal_ = std::move(refusal);
  }
  if (waiting_.empty()) {
    free_.push_back(&link);
    return;
  }
  const auto [request, next] = std::move(waiting_.front());
  waiting_.pop_front();
  link.send(request, next);
}

std::string publish_request(std::string_view host, const Publisher::Letter& letter, std::string_view user,
                            std::uint64_t sequence) {
  const std::string body =
      fmt::format(R"({{"userId":"{}","type":"upload_complete","title":"bench","body":"{}","data":{{"bench":{}}}}})",
                  user, std::string(letter.size, 'x'), sequence);
  return fmt::format(
      "POST /notifications HTTP/1.1\r\nHost: {}\r\nAuthorization: Bearer {}\r\nContent-Type: application/json\r\n"
      "Content-Length: {}\r\n\r\n{}",
      host, letter.key, body.size(), body);
}

}  // namespace belfry::cli::bench
