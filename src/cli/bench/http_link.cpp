#include "cli/bench/http_link.hpp"

#include <sys/epoll.h>
#include <sys/socket.h>

#include <cerrno>
#include <utility>

namespace belfry::cli::bench {

HttpLink::HttpLink(Poller& poller, Owner& owner, const Target& target, Descriptor dialled)
    : poller_(poller), owner_(owner), host_(target.host()), descriptor_(std::move(dialled)) {
  poller_.watch(descriptor_.get(), *this, EPOLLIN);
}

void HttpLink::send(const std::string& request, std::uint64_t tag) {
  tag_ = tag;
  if (::send(descriptor_.get(), request.data(), request.size(), MSG_NOSIGNAL) != static_cast<ssize_t>(request.size())) {
    fail(explain_errno(errno, host_));
  }
}

void HttpLink::on_ready(std::uint32_t) {
  const auto buffer = poller_.buffer();
  const ssize_t got = ::recv(descriptor_.get(), buffer.data(), buffer.size(), MSG_DONTWAIT);
  if (got < 0 && (errno == EAGAIN || errno == EINTR)) {
    return;
  }
  if (got <= 0) {
    fail("the server closed an HTTP connection");
    return;
  }
  received_.append(buffer.data(), static_cast<std::size_t>(got));
  if (const auto answer = take_answer(received_)) {
    owner_.on_answer(*this, *answer);
  }
}

void HttpLink::fail(std::string why) {
  descriptor_.reset();
  owner_.on_failed(*this, std::move(why));
}

}  // namespace belfry::cli::bench
