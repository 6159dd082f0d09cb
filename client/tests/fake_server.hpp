#pragma once

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <functional>
#include <list>
#include <map>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace belfry::client::test {

struct Received {
  std::string method;
  std::string path;
  std::map<std::string, std::string> headers;  ///< names in small letters
  std::string body;
  std::size_t connection = 0;  ///< counted from 1
};

struct Reply {
  int status = 202;
  std::string body = "{}";
  std::string headers = {};  ///< whole lines
  bool hang_up = false;      ///< close the connection instead
};

Reply problem(int status, const std::string& code);

/// HTTP/1.1 on a port of 127.0.0.1, a thread for each connection. Starts jobs as "job_1" and takes everything else,
/// until `on` says otherwise.
class FakeServer {
 public:
  using Handler = std::function<Reply(const Received&)>;

  FakeServer() { start(); }
  ~FakeServer() { stop(); }
  FakeServer(const FakeServer&) = delete;
  FakeServer& operator=(const FakeServer&) = delete;

  void on(Handler handler);
  /// Closes every connection; nothing listens until `start`, which takes the same port again.
  void stop();
  void start();

  std::string url() const { return "http://127.0.0.1:" + std::to_string(port_); }
  std::vector<Received> received() const;
  /// "method path" of each.
  std::vector<std::string> calls() const;
  std::size_t connections() const { return connections_; }
  /// What was received once there are `count`; fails the test after 10 s.
  std::vector<Received> wait_for(std::size_t count);

 private:
  struct Connection {
    int socket = -1;
    std::thread thread;
  };

  void accept_all();
  void serve(int socket, std::size_t number);
  Reply answer(Received request);

  int listener_ = -1;
  std::uint16_t port_ = 0;
  std::thread acceptor_;
  std::atomic<std::size_t> connections_{0};
  mutable std::mutex mutex_;
  std::condition_variable arrived_;
  Handler handler_;
  std::vector<Received> received_;
  std::list<Connection> open_;
};

}  // namespace belfry::client::test
