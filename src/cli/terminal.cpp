#include "cli/terminal.hpp"

#include "cli/run.hpp"

#include <fmt/format.h>

#include <unistd.h>

#include <cstdlib>
#include <utility>

namespace belfry::cli {
namespace {

std::string_view code_of(Colour colour) {
  switch (colour) {
    case Colour::none: return "";
    case Colour::dim: return "2";
    case Colour::bold: return "1";
    case Colour::red: return "31";
    case Colour::yellow: return "33";
  }
  std::unreachable();
}

bool has_colours(std::FILE* stream) {
  const char* refused = std::getenv("NO_COLOR");
  return (refused == nullptr || *refused == '\0') && ::isatty(::fileno(stream)) == 1;
}

void to_error_stream(std::string_view label, Colour colour, std::string_view line) {
  const std::string text = fmt::format("{} {}\n", coloured(label, colour, stderr), line);
  std::fwrite(text.data(), 1, text.size(), stderr);
}

}  // namespace

std::string coloured(std::string_view text, Colour colour, std::FILE* stream) {
  if (colour == Colour::none || !has_colours(stream)) {
    return std::string(text);
  }
  return fmt::format("\x1b[{}m{}\x1b[0m", code_of(colour), text);
}

std::string printable(std::string_view text) {
  std::string safe;
  safe.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    // C1 controls are two bytes in UTF-8, C2 80 to C2 9F.
    const bool c1 = byte == 0xC2 && i + 1 < text.size() && static_cast<unsigned char>(text[i + 1]) < 0xA0;
    if (byte < 0x20 || byte == 0x7F || c1) {
      safe += ' ';
      i += c1 ? 1 : 0;
    } else {
      safe += text[i];
    }
  }
  return safe;
}

void print_line(std::string_view line) {
  std::fwrite(line.data(), 1, line.size(), stdout);
  std::fputc('\n', stdout);
  std::fflush(stdout);
}

int failure(std::string_view line) {
  to_error_stream("belfry:", Colour::red, line);
  return kFailed;
}

void warn(std::string_view line) { to_error_stream("belfry:", Colour::yellow, line); }

int wrong_usage(std::string_view line) {
  to_error_stream("belfry:", Colour::red, line);
  return kWrongUsage;
}

}  // namespace belfry::cli
