#pragma once

#include <boost/json/object.hpp>

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

/// What a document of schemas (OpenAPI, AsyncAPI) needs beside those that messages make of themselves
/// (json/message.hpp).
namespace belfry::json {

/// JSON Schema 2020-12.
using Schema = boost::json::object;

/// The schema kept under that name in the document's `components`.
Schema reference(std::string_view name);

/// Exactly this text.
Schema constant(std::string_view text);

/// One of these texts.
Schema choice(std::span<const std::string_view> texts);

Schema array_of(Schema items);
Schema one_of(std::vector<Schema> alternatives);

/// A string that matches the ECMA 262 expression.
Schema text_like(std::string_view pattern);

enum class Presence : std::uint8_t { optional, required };

/// Adds a member to the schema of an object, or says more about one that is there already.
void put_member(Schema& object, std::string_view name, Schema member, Presence presence = Presence::required);

/// The same schema with a sentence for people.
Schema described(Schema schema, std::string_view description);

}  // namespace belfry::json
