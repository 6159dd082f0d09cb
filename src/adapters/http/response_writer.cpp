#include "adapters/http/response_writer.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <iterator>
#include <string_view>
#include <utility>

namespace belfry::http {
namespace {

void append_field(std::string& out, std::string_view name, std::string_view value) {
  out.append(name).append(": ");
  std::ranges::transform(value, std::back_inserter(out),
                         [](char c) { return static_cast<unsigned char>(c) < 0x20 && c != '\t' ? ' ' : c; });
  out.append("\r\n");
}

bool may_have_body(int status) { return status >= 200 && status != 204 && status != 304; }

}  // namespace

std::string http_date(Instant at) {
  static constexpr std::array<std::string_view, 7> kDays = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
  static constexpr std::array<std::string_view, 12> kMonths = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                               "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  const auto day = std::chrono::floor<std::chrono::days>(at);
  const std::chrono::year_month_day date(day);
  const std::chrono::hh_mm_ss time(std::chrono::floor<std::chrono::seconds>(at - day));
  return fmt::format("{}, {:02} {} {:04} {:02}:{:02}:{:02} GMT", kDays[std::chrono::weekday(day).c_encoding()],
                     static_cast<unsigned>(date.day()), kMonths[static_cast<unsigned>(date.month()) - 1],
                     static_cast<int>(date.year()), time.hours().count(), time.minutes().count(),
                     time.seconds().count());
}

std::string as_chunk(std::string_view piece) { return fmt::format("{:x}\r\n{}\r\n", piece.size(), piece); }

std::string render(const Response& response, Persistence persistence, BodyRule body_rule, Instant now,
                   Framing framing) {
  std::string out;
  out.reserve(512 + response.body.size());
  out += fmt::format("HTTP/1.1 {} {}\r\n", response.status, reason_phrase(response.status));
  append_field(out, "Date", http_date(now));
  for (const Header& field : response.headers) {
    append_field(out, field.name, field.value);
  }
  if (may_have_body(response.status)) {
    if (!response.content_type.empty()) {
      append_field(out, "Content-Type", response.content_type);
      append_field(out, "X-Content-Type-Options", "nosniff");
    }
    if (!response.next_piece) {
      append_field(out, "Content-Length", fmt::format("{}", response.body.size()));
    } else if (framing == Framing::chunked) {
      append_field(out, "Transfer-Encoding", "chunked");
    }
  }
  append_field(out, "Connection", persistence == Persistence::keep_alive ? "keep-alive" : "close");
  out += "\r\n";
  if (may_have_body(response.status) && body_rule == BodyRule::send) {
    out += response.body;
  }
  return out;
}

}  // namespace belfry::http
