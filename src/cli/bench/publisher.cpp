#include "cli/bench/publisher.hpp"

#include <fmt/format.h>

#include <utility>

namespace belfry::cli::bench {

Publisher::Publisher(Poller& poller, Target& target, Letter letter)
    : poller_(poller), target_(target), letter_(std::move(letter)) {}

Outcome<void> Publisher::open(std::size_t connections) {
  for (std::size_t i = 0; i < connections; ++i) {
    auto dialled = target_.dial_and_wait();
    if (!dialled) {
      return refuse(dialled.error());
    }
    HttpLink::Owner& owner = *this;
    links_.push_back(std::make_unique<HttpLink>(poller_, owner, target_, std::move(*dialled)));
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
  HttpLink& link = *free_.back();
  free_.pop_back();
  link.send(request, sequence);
}

void Publisher::on_answer(HttpLink& link, const HttpAnswer& answer) {
  answers_.add(std::chrono::steady_clock::now() - published_at_[link.tag()]);
  if (answer.status == 202) {
    ++accepted_;
  } else if (refusal_.empty()) {
    refusal_ = explain(answer);
  }
  if (waiting_.empty()) {
    free_.push_back(&link);
    return;
  }
  const auto [request, next] = std::move(waiting_.front());
  waiting_.pop_front();
  link.send(request, next);
}

void Publisher::on_failed(HttpLink&, std::string why) {
  if (refusal_.empty()) {
    refusal_ = std::move(why);
  }
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
