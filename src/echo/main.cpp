#include "echo/echo_program.hpp"

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include <cstdio>
#include <exception>

int main(int argc, char** argv) {
  belfry::echo::Options options;
  std::uint16_t port = 0;
  CLI::App app("Echoes WebSocket messages on Belfry's own engine, for outside test suites");
  auto* listen = app.add_option("listen", options.listen, "address:port");
  app.add_option("--port", port, "on 127.0.0.1; 0 takes a free one")->excludes(listen);
  auto* certificate = app.add_option("--tls-cert", options.tls_certificate, "PEM file");
  app.add_option("--tls-key", options.tls_key, "PEM file")->needs(certificate);
  app.add_option("--threads", options.threads)->check(CLI::Range(1, 64));
  app.add_flag("--deflate", options.deflate, "compress for clients that offer permessage-deflate");
  CLI11_PARSE(app, argc, argv);
  if (listen->empty()) {
    options.listen = fmt::format("127.0.0.1:{}", port);
  }
  try {
    belfry::echo::run(options);
  } catch (const std::exception& error) {
    fmt::print(stderr, "ws_echo: {}\n", error.what());
    return 1;
  }
  return 0;
}
