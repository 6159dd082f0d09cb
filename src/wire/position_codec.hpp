#pragma once

#include "domain/cursor.hpp"
#include "json/codec.hpp"

namespace belfry::json {

/// A cursor as text.
template <>
struct Codec<Cursor> {
  static void read(const boost::json::value& value, Cursor& out, ReadContext& context);
  static void write(Writer& writer, const Cursor& cursor);
  static boost::json::object schema(UnknownMembers unknown);
};

/// A cursor as text, or a rev as a number or as digits. Only read: a server never says "up to".
template <>
struct Codec<UpTo> {
  static void read(const boost::json::value& value, UpTo& out, ReadContext& context);
  static boost::json::object schema(UnknownMembers unknown);
};

}  // namespace belfry::json
