#include "json/message.hpp"

#include "json/parse.hpp"

#include <boost/json/parse.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

namespace belfry::json {
namespace {

struct Point {
  int x = 0;
  std::optional<int> y;
};
BOOST_DESCRIBE_STRUCT(Point, (), (x, y))

struct Passing {
  std::optional<RawValue> value;
};
BOOST_DESCRIBE_STRUCT(Passing, (), (value))

struct Everything {
  std::string display_name;
  bool is_open = false;
  double ratio = 0;
  std::uint32_t count = 0;
  Uuid id;
  Instant created_at;
  IsoTime started_at;
  RawObject data;
  std::vector<Point> points;
  std::optional<std::vector<std::string>> tags;
};
BOOST_DESCRIBE_STRUCT(Everything, (),
                      (display_name, is_open, ratio, count, id, created_at, started_at, data, points, tags))

constexpr const char* kEverything =
    R"({"displayName":"Ada","isOpen":true,"ratio":0.5,"count":7,"id":"0190a1b2-c3d4-7e5f-8a6b-0123456789ab",)"
    R"("createdAt":1769342400000,"startedAt":"2026-01-25T12:00:00.000Z","data":{"k":[1,{"z":"q"}]},)"
    R"("points":[{"x":1},{"x":2,"y":3}],"tags":["a"]})";

bool is_shout(std::string_view text) { return text.find_first_not_of("ABC") == std::string_view::npos; }

struct Ruled {
  std::optional<std::string> title;
  std::optional<std::string> key;
  std::optional<std::string> shout;
  std::optional<int> age;
  std::optional<std::vector<std::string>> names;
};
BOOST_DESCRIBE_STRUCT(Ruled, (), (title, key, shout, age, names))

constexpr auto json_rules(const Ruled*) {
  return std::array{
      Rule{.member = "title", .characters = {{1, 3}}}, Rule{.member = "key", .name = "the-key", .bytes = {{2, 4}}},
      Rule{.member = "shout", .matches = is_shout, .pattern = "^[ABC]*$"}, Rule{.member = "age", .range = {{0, 150}}},
      Rule{.member = "names", .bytes = {{1, 2}}, .items = {{1, 2}}}};
}

template <class T>
Result<T> read_text(std::string_view text, UnknownMembers unknown = UnknownMembers::refuse) {
  return read<T>(parse(text).value(), unknown);
}

/// "pointer code" of each fault.
template <class T>
std::vector<std::string> faults_of(std::string_view text, UnknownMembers unknown = UnknownMembers::refuse) {
  const auto message = read_text<T>(text, unknown);
  std::vector<std::string> faults;
  if (!message) {
    EXPECT_EQ(message.error().code, ErrorCode::validation_failed);
    for (const FieldError& field : message.error().fields) {
      faults.push_back(field.pointer + " " + field.code);
    }
  }
  return faults;
}

using testing::ElementsAre;
using testing::IsEmpty;

TEST(JsonMessage, WritesWhatItRead) {
  const auto message = read_text<Everything>(kEverything);
  ASSERT_TRUE(message) << message.error().fields[0].pointer;
  EXPECT_EQ(message->display_name, "Ada");
  EXPECT_EQ(message->created_at, from_millis(1'769'342'400'000));
  EXPECT_EQ(message->started_at.at, message->created_at);
  EXPECT_EQ(message->data.text, R"({"k":[1,{"z":"q"}]})");
  EXPECT_EQ(write(*message), kEverything);
}

TEST(JsonMessage, PassesAnyValueOnAsItIs) {
  for (const std::string_view value : {R"({"k":[1,{"z":"q"}]})", "[]", "[1,null]", R"("a\"b")", "7", "-1.5", "1e300",
                                       "true", "false", "18446744073709551615", R"("")"}) {
    const std::string text = R"({"value":)" + std::string(value) + "}";
    const auto message = read_text<Passing>(text);
    ASSERT_TRUE(message) << value;
    EXPECT_EQ(boost::json::parse(message->value->text), boost::json::parse(value));
    EXPECT_EQ(boost::json::parse(write(*message)), boost::json::parse(text));
  }
}

TEST(JsonMessage, WritesAPassedValueCompactly) {
  EXPECT_EQ(read_text<Passing>(R"({"value": { "a" : [ 1 , 2 ] } })")->value->text, R"({"a":[1,2]})");
}

TEST(JsonMessage, LeavesAnAbsentOptionalOut) {
  const auto point = read_text<Point>(R"({"x":1})");
  ASSERT_TRUE(point);
  EXPECT_FALSE(point->y);
  EXPECT_EQ(write(*point), R"({"x":1})");
}

TEST(JsonMessage, ReportsEveryFaultAtOnce) {
  EXPECT_THAT(faults_of<Everything>(R"({"displayName":1,"isOpen":"yes","ratio":"x","count":-1,"id":"nope",)"
                                    R"("createdAt":1.5,"startedAt":"2026-01-25","data":[],"points":{},"tags":[1]})"),
              ElementsAre("/displayName type", "/isOpen type", "/ratio type", "/count range", "/id pattern",
                          "/createdAt type", "/startedAt pattern", "/data type", "/points type", "/tags/0 type"));
}

TEST(JsonMessage, NamesEveryMissingMember) { EXPECT_THAT(faults_of<Point>("{}"), ElementsAre("/x required")); }

TEST(JsonMessage, RefusesNullWhereAMemberMayBeAbsent) {
  EXPECT_THAT(faults_of<Point>(R"({"x":1,"y":null})"), ElementsAre("/y type"));
}

TEST(JsonMessage, PointsIntoNestedArraysAndObjects) {
  const std::string text = std::string(kEverything).replace(std::string(kEverything).find("{\"x\":2"), 6, "{\"x\":[]");
  EXPECT_THAT(faults_of<Everything>(text), ElementsAre("/points/1/x type"));
}

TEST(JsonMessage, RefusesAnUnknownMemberWithItsPointerEscaped) {
  EXPECT_THAT(faults_of<Point>(R"({"x":1,"a/b~c":2})"), ElementsAre("/a~1b~0c unknown_member"));
}

TEST(JsonMessage, IgnoresUnknownMembersWhenTold) {
  EXPECT_THAT(faults_of<Point>(R"({"x":1,"z":2})", UnknownMembers::ignore), IsEmpty());
}

TEST(JsonMessage, RefusesWhatIsNoObject) { EXPECT_THAT(faults_of<Point>("[]"), ElementsAre(" type")); }

TEST(JsonMessage, StartsPointersWhereItIsTold) {
  const auto point = read<Point>(parse("{}").value(), UnknownMembers::refuse, "/payload");
  ASSERT_FALSE(point);
  EXPECT_EQ(point.error().fields[0].pointer, "/payload/x");
}

TEST(JsonMessage, RefusesFractionsAndOverflow) {
  EXPECT_THAT(faults_of<Point>(R"({"x":1.5})"), ElementsAre("/x type"));
  EXPECT_THAT(faults_of<Point>(R"({"x":2147483648})"), ElementsAre("/x range"));
  EXPECT_THAT(faults_of<Point>(R"({"x":18446744073709551615})"), ElementsAre("/x range"));
  EXPECT_THAT(faults_of<Point>(R"({"x":1e300})"), ElementsAre("/x range"));
}

TEST(JsonMessage, TakesAWholeNumberHoweverItIsWritten) {
  const auto point = read_text<Point>(R"({"x":2e1})");
  ASSERT_TRUE(point);
  EXPECT_EQ(point->x, 20);
}

TEST(JsonMessage, CountsCharactersAndBytesApart) {
  EXPECT_THAT(faults_of<Ruled>(R"({"title":"éé€","the-key":"éé"})"), IsEmpty());
  EXPECT_THAT(faults_of<Ruled>(R"({"title":"abcd","the-key":"ééé"})"),
              ElementsAre("/title too_long", "/the-key too_long"));
  EXPECT_THAT(faults_of<Ruled>(R"({"title":"","the-key":"a"})"), ElementsAre("/title too_short", "/the-key too_short"));
}

TEST(JsonMessage, HoldsRangeAndPattern) {
  EXPECT_THAT(faults_of<Ruled>(R"({"shout":"abc","age":151})"), ElementsAre("/shout pattern", "/age range"));
  EXPECT_THAT(faults_of<Ruled>(R"({"shout":"CAB","age":150})"), IsEmpty());
}

TEST(JsonMessage, HoldsRulesOfElementsAndTheirNumber) {
  EXPECT_THAT(faults_of<Ruled>(R"({"names":[]})"), ElementsAre("/names too_few"));
  EXPECT_THAT(faults_of<Ruled>(R"({"names":["a","bbb","c"]})"), ElementsAre("/names too_many", "/names/1 too_long"));
}

TEST(JsonMessage, BoundsTheNumberOfFaults) {
  std::string text = R"({"names":[)";
  for (int i = 0; i < 1000; ++i) {
    text += "1,";
  }
  EXPECT_EQ(faults_of<Ruled>(text + "1]}").size(), ReadContext::kMaxFaults);
}

TEST(JsonSchema, DescribesRequiredAndNestedMembers) {
  const auto schema_text = compact(schema<Point>(UnknownMembers::refuse));
  EXPECT_EQ(schema_text, R"({"type":"object","properties":{"x":{"type":"integer"},"y":{"type":"integer"}},)"
                         R"("required":["x"],"additionalProperties":false})");
}

TEST(JsonSchema, CarriesTheRules) {
  EXPECT_EQ(compact(schema<Ruled>(UnknownMembers::ignore)),
            R"({"type":"object","properties":{"title":{"type":"string","minLength":1,"maxLength":3},)"
            R"("the-key":{"type":"string","minLength":1,"maxLength":4},"shout":{"type":"string","pattern":"^[ABC]*$"},)"
            R"("age":{"type":"integer","minimum":0,"maximum":150},"names":{"type":"array","items":{"type":"string",)"
            R"("minLength":1,"maxLength":2},"minItems":1,"maxItems":2}}})");
}

}  // namespace
}  // namespace belfry::json
