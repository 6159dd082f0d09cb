#include "config/toml_reader.hpp"

#include "config/schema.hpp"
#include "config/suggest.hpp"
#include "config/value.hpp"

#include <fmt/format.h>
#include <toml++/toml.h>

#include <cerrno>
#include <cstring>
#include <fstream>
#include <iterator>
#include <optional>

namespace belfry::config {
namespace {

// Each returns false, without a change, when the node is of another type.
struct SetFromNode {
  const toml::node& node;

  bool operator()(bool* target) const { return take(target, node.value_exact<bool>()); }
  bool operator()(std::int64_t* target) const { return take(target, node.value_exact<std::int64_t>()); }
  bool operator()(Seconds* target) const { return take(target, node.value_exact<std::int64_t>()); }
  bool operator()(Days* target) const { return take(target, node.value_exact<std::int64_t>()); }
  bool operator()(std::string* target) const { return take(target, node.value_exact<std::string>()); }

  bool operator()(Strings* target) const {
    const toml::array* array = node.as_array();
    if (array == nullptr) {
      return false;
    }
    Strings items;
    for (const toml::node& item : *array) {
      const auto text = item.value_exact<std::string>();
      if (!text) {
        return false;
      }
      items.push_back(*text);
    }
    *target = std::move(items);
    return true;
  }

  bool operator()(std::map<std::string, Days>* target) const { return take_table<std::int64_t>(target); }
  bool operator()(std::map<std::string, std::string>* target) const { return take_table<std::string>(target); }

 private:
  template <class Written, class Value>
  bool take_table(std::map<std::string, Value>* target) const {
    const toml::table* table = node.as_table();
    if (table == nullptr) {
      return false;
    }
    std::map<std::string, Value> read;
    for (const auto& [name, value] : *table) {
      const auto written = value.value_exact<Written>();
      if (!written) {
        return false;
      }
      read[std::string(name.str())] = Value(*written);
    }
    *target = std::move(read);
    return true;
  }

  template <class Target, class Value>
  static bool take(Target* target, std::optional<Value> value) {
    if (value) {
      *target = Target(std::move(*value));
    }
    return value.has_value();
  }
};

class Reader {
 public:
  Reader(const std::string& file, LoadedConfig& into) : file_(file), into_(into) {}

  /// `prefix` is empty or ends in a dot.
  void read_tables(const toml::table& table, const std::string& prefix) {
    for (const auto& [key, node] : table) {
      const std::string name = prefix + std::string(key.str());
      if (const Section* section = find_section(name)) {
        read_section(*section, node);
      } else if (is_group(name) && node.is_table()) {
        read_tables(*node.as_table(), name + '.');
      } else {
        problem(key.source().begin.line, fmt::format("unknown table or key {}{}", name, suggestion(name, tables())));
      }
    }
  }

 private:
  static const Section* find_section(std::string_view name) {
    for (const Section& section : schema()) {
      if (section.name == name) {
        return &section;
      }
    }
    return nullptr;
  }

  static bool is_group(const std::string& name) {
    for (const Section& section : schema()) {
      if (section.name.starts_with(name + '.')) {
        return true;
      }
    }
    return false;
  }

  static std::vector<std::string> tables() {
    std::vector<std::string> names;
    for (const Section& section : schema()) {
      names.emplace_back(section.name);
    }
    return names;
  }

  void read_section(const Section& section, const toml::node& node) {
    if (const toml::table* table = node.as_table(); table != nullptr && section.repeat != Repeat::list) {
      if (section.repeat == Repeat::once_or_list) {
        section.clear(into_.config);
        section.append(into_.config);
      }
      read_keys(section, 0, *table);
      return;
    }
    const toml::array* array = node.as_array();
    if (array == nullptr || section.repeat == Repeat::once) {
      const bool list = section.repeat != Repeat::once;
      problem(node.source().begin.line, fmt::format("{0} must be written as a table: {1}{0}{2}", section.name,
                                                    list ? "[[" : "[", list ? "]]" : "]"));
      return;
    }
    section.clear(into_.config);
    for (const toml::node& element : *array) {
      const toml::table* table = element.as_table();
      if (table == nullptr) {
        problem(element.source().begin.line, fmt::format("{} must be a list of tables", section.name));
        continue;
      }
      section.append(into_.config);
      read_keys(section, section.count(into_.config) - 1, *table);
    }
  }

  void read_keys(const Section& section, std::size_t index, const toml::table& table) {
    for (const auto& [name, node] : table) {
      const Key* key = find_key(section, name.str());
      if (key == nullptr) {
        problem(name.source().begin.line, unknown_key(section, name.str()));
        continue;
      }
      const Slot slot = key->slot(section.at(into_.config, index));
      const auto line = name.source().begin.line;
      if (!std::visit(SetFromNode{node}, slot)) {
        problem(line, fmt::format("{} expects {}", path_of(section, index, *key), type_name(slot)));
      }
      into_.origins[path_of(section, index, *key)] = fmt::format("{}:{}", file_, line);
    }
  }

  static const Key* find_key(const Section& section, std::string_view name) {
    for (const Key& key : section.keys) {
      if (key.name == name) {
        return &key;
      }
    }
    return nullptr;
  }

  static std::string unknown_key(const Section& section, std::string_view name) {
    std::vector<std::string> known;
    for (const Key& key : section.keys) {
      known.emplace_back(key.name);
    }
    return fmt::format("unknown key {}.{}{}", section.name, name, suggestion(name, known));
  }

  void problem(toml::source_index line, std::string_view text) {
    into_.problems.push_back(fmt::format("{}:{}: {}", file_, line, text));
  }

  const std::string& file_;
  LoadedConfig& into_;
};

}  // namespace

void read_toml(std::string_view text, const std::string& file, LoadedConfig& into) {
  try {
    const toml::table root = toml::parse(text, file);
    Reader(file, into).read_tables(root, "");
  } catch (const toml::parse_error& error) {
    into.problems.push_back(fmt::format("{}:{}: {}", file, error.source().begin.line, error.description()));
  }
}

void read_toml_file(const std::string& file, LoadedConfig& into) {
  std::ifstream in(file, std::ios::binary);
  const std::string text{std::istreambuf_iterator<char>(in), {}};
  if (!in.is_open() || in.bad()) {
    into.problems.push_back(fmt::format("{}: cannot be read: {}", file, std::strerror(errno)));
    return;
  }
  read_toml(text, file, into);
}

}  // namespace belfry::config
