#include "adapters/http/request_parser.hpp"

#include <boost/beast/http/error.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/string_body.hpp>

#include <utility>

namespace belfry::http {
namespace beast_http = boost::beast::http;

struct RequestParser::Impl {
  beast_http::request_parser<beast_http::string_body> parser;
};

namespace {

Fault fault_of(const boost::system::error_code& error) {
  if (error == beast_http::error::header_limit || error == beast_http::error::buffer_overflow) {
    return Fault::headers_too_large;
  }
  return error == beast_http::error::body_limit ? Fault::payload_too_large : Fault::bad_request;
}

/// The parser takes one element a call unless it is eager; only the body is read eagerly, because the route, and with
/// it the body's limit, is known after the header.
template <class Parser>
RequestParser::Step feed(Parser& parser, std::string& input, bool (*complete)(const Parser&)) {
  while (!complete(parser)) {
    boost::system::error_code error;
    const std::size_t used = parser.put(boost::asio::buffer(input), error);
    input.erase(0, used);
    if (error == beast_http::error::need_more || (!error && used == 0)) {
      return RequestParser::Progress::needs_more;
    }
    if (error) {
      return std::unexpected(fault_of(error));
    }
  }
  return RequestParser::Progress::complete;
}

}  // namespace

RequestParser::RequestParser(std::size_t header_limit) : impl_(std::make_unique<Impl>()) {
  impl_->parser.header_limit(static_cast<std::uint32_t>(header_limit));
  impl_->parser.body_limit(boost::none);
}
RequestParser::~RequestParser() = default;
RequestParser::RequestParser(RequestParser&&) noexcept = default;
RequestParser& RequestParser::operator=(RequestParser&&) noexcept = default;

RequestParser::Step RequestParser::parse_header(std::string& input) {
  using Parser = decltype(impl_->parser);
  return feed<Parser>(impl_->parser, input, [](const Parser& parser) { return parser.is_header_done(); });
}

RequestHead RequestParser::take_head() {
  const auto& message = impl_->parser.get();
  RequestHead head;
  head.method = method_from(message.method_string());
  head.target = message.target();
  for (const auto& field : message) {
    head.headers.add(std::string(field.name_string()), std::string(field.value()));
  }
  head.version = message.version() == 10 ? RequestHead::Version::http_1_0 : RequestHead::Version::http_1_1;
  head.keep_alive = message.keep_alive();
  head.has_body = !impl_->parser.is_done();
  head.expects_continue = head.version == RequestHead::Version::http_1_1 && head.has_body &&
                          equal_ignoring_case(head.headers.get("Expect"), "100-continue");
  return head;
}

std::optional<Fault> RequestParser::limit_body(std::size_t bytes) {
  const auto declared = impl_->parser.content_length();
  if (declared && *declared > bytes) {
    return Fault::payload_too_large;
  }
  impl_->parser.body_limit(bytes);
  impl_->parser.eager(true);
  return std::nullopt;
}

RequestParser::Step RequestParser::parse_body(std::string& input) {
  using Parser = decltype(impl_->parser);
  return feed<Parser>(impl_->parser, input, [](const Parser& parser) { return parser.is_done(); });
}

std::string RequestParser::take_body() { return std::move(impl_->parser.get().body()); }

}  // namespace belfry::http
