# Run with -P: writes the migrations (;-separated paths in INPUTS, in order) as C++ string literals into OUTPUT.
set(body "")
foreach(path IN LISTS INPUTS)
  get_filename_component(name "${path}" NAME_WE)
  file(READ "${path}" sql)
  string(APPEND body "    {\"${name}\", R\"~sql~(${sql})~sql~\"},\n")
endforeach()
file(WRITE "${OUTPUT}" "#include \"adapters/sqlite/migrations.hpp\"

#include <array>

namespace belfry::sqlite {
namespace {
constexpr Migration kMigrations[] = {
${body}};
}  // namespace
std::span<const Migration> migrations() { return kMigrations; }
}  // namespace belfry::sqlite
")
