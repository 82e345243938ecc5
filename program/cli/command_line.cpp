#include "program/cli/command_line.hpp"

#include <algorithm>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "engine/base/codes.hpp"
#include "engine/base/diagnostic.hpp"
#include "engine/base/nearest.hpp"
#include "program/cli/codes.hpp"
#include "program/cli/flags.hpp"

namespace sondeo::cli {

namespace {

const std::vector<const char*> kTopFlags = {"--lang", "--color", "--help", "--version"};

std::string shown(const std::string& argument) {
  constexpr std::string_view kPlain =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-+=.,/:@%";
  const bool plain = !argument.empty() && std::all_of(argument.begin(), argument.end(), [&](char c) {
    return (static_cast<unsigned char>(c) & 0x80U) != 0 || kPlain.find(c) != std::string_view::npos;
  });
  return plain ? argument : "'" + argument + "'";
}

/// The command line as one text, and where each argument stands in it.
struct Line {
  std::string text = "sondeo";
  std::vector<std::size_t> starts;

  explicit Line(const std::vector<std::string>& arguments) {
    for (const auto& argument : arguments) {
      text += ' ';
      starts.push_back(text.size());
      text += shown(argument);
    }
  }
  [[nodiscard]] Place of(std::size_t index, std::size_t length) const {
    return {Origin::kCommandLine, "sondeo", 1, starts[index] + 1, length, text};
  }
};

/// An argument's flag: what stands before the first '='.
std::string_view flag_part(std::string_view argument) { return argument.substr(0, argument.find('=')); }

bool looks_like_flag(std::string_view argument) { return argument.size() > 1 && argument.front() == '-'; }

const std::vector<const char*>& flags_of(const Command* command) {
  return command == nullptr ? kTopFlags : command->flags;
}

/// The flag of that long or short name, if the command has it.
const Flag* flag_of(const Command* command, std::string_view name) {
  const Flag* flag = find_flag(name);
  if (flag == nullptr) return nullptr;
  const auto& names = flags_of(command);
  const bool known = std::any_of(names.begin(), names.end(),
                                 [&](const char* other) { return std::string_view(other) == flag->name; });
  return known ? flag : nullptr;
}

std::string name_of(const Command* command) {
  return command == nullptr ? "sondeo" : fmt::format("sondeo {}", command->name);
}

std::string help_command(const Command* command) { return name_of(command) + " --help"; }

/// What is wrong with the arguments of a command, each fault with its place in the line.
class Faults {
 public:
  Faults(const std::vector<std::string>& arguments, const Command* command)
      : arguments_(arguments), line_(arguments), command_(command) {}

  /// Arguments that the parser found no use for and that look like flags.
  void check_flags(const std::vector<std::string>& extras) const {
    for (const auto& extra : extras) {
      if (looks_like_flag(extra)) unknown_flag(extra);
    }
  }

  /// The others that it found no use for.
  void check_arguments(const std::vector<std::string>& extras) const {
    if (extras.empty()) return;
    if (command_ == nullptr) unknown_command(extras.front());
    throw Error({code::kUnexpectedArgument,
                 {{"argument", extras.front()}, {"command", name_of(command_)}},
                 place_of(extras.front()),
                 {},
                 help_command(command_)});
  }

  /// A value for a flag that takes none: CLI11 reads "--deff=yes" as "--deff".
  void check_switches() const {
    for (const auto& argument : arguments_) {
      const Flag* flag = looks_like_flag(argument) ? flag_of(command_, flag_part(argument)) : nullptr;
      const bool is_switch = flag != nullptr && *flag->value == '\0';
      if (is_switch && argument.find('=') != std::string::npos) of_flag(code::kFlagTakesNoValue, flag->name);
    }
  }

  /// A flag given twice; a flag whose value is the next flag, because its own was forgotten.
  void check_values(const std::map<std::string, std::vector<std::string>, std::less<>>& values) const {
    for (const auto& [name, given] : values) {
      if (!find_flag(name)->repeatable && given.size() > 1) of_flag(code::kFlagTwice, name);
      const bool forgotten = std::any_of(given.begin(), given.end(), [&](const std::string& value) {
        return looks_like_flag(value) && flag_of(command_, flag_part(value)) != nullptr;
      });
      if (forgotten) of_flag(code::kFlagNeedsValue, name);
    }
  }

  /// What CLI11 itself refuses: a value for a switch that it cannot read, or none at the end of the line.
  [[noreturn]] void refused(const CLI::ParseError& error) const {
    check_switches();
    const std::string& last = arguments_.back();
    const Flag* flag = looks_like_flag(last) ? flag_of(command_, flag_part(last)) : nullptr;
    if (flag != nullptr) of_flag(code::kFlagNeedsValue, flag->name);
    throw Error({code::kInternal, {{"what", error.what()}}, {}, {}, {}});
  }

 private:
  [[noreturn]] void unknown_flag(const std::string& argument) const {
    const std::string flag(flag_part(argument));
    const std::vector<std::string> names(flags_of(command_).begin(), flags_of(command_).end());
    throw Error({code::kUnknownFlag,
                 {{"flag", flag}, {"command", name_of(command_)}},
                 place_of(argument),
                 nearest_names(flag, names),
                 help_command(command_)});
  }
  [[noreturn]] void unknown_command(const std::string& argument) const {
    std::vector<std::string> names;
    for (const auto& command : all_commands()) names.emplace_back(command.name);
    throw Error({code::kUnknownCommand,
                 {{"command", argument}},
                 place_of(argument),
                 nearest_names(argument, names),
                 help_command(nullptr)});
  }
  [[noreturn]] void of_flag(Code code, const std::string& name) const {
    const Flag* flag = find_flag(name);
    std::string written = name;
    for (const auto& argument : arguments_) {
      if (looks_like_flag(argument) && find_flag(flag_part(argument)) == flag) written = argument;
    }
    throw Error({code, {{"flag", name}}, place_of(written), {}, help_command(command_)});
  }
  /// Of the last argument with that text; of a flag without its value.
  [[nodiscard]] Place place_of(const std::string& argument) const {
    const auto found = std::find(arguments_.rbegin(), arguments_.rend(), argument);
    ensure(found != arguments_.rend(), "an argument that was not given");
    const auto index = static_cast<std::size_t>(arguments_.rend() - found) - 1;
    return line_.of(index, looks_like_flag(argument) ? flag_part(argument).size() : shown(argument).size());
  }

  const std::vector<std::string>& arguments_;
  Line line_;
  const Command* command_;
};

using Values = std::map<std::string, std::vector<std::string>, std::less<>>;

void add_flag(CLI::App& app, const Flag& flag, Values& values) {
  const std::string names =
      *flag.short_name == '\0' ? flag.name : fmt::format("{},{}", flag.name, flag.short_name);
  const std::string key = flag.name;
  if (*flag.value == '\0') {
    app.add_flag_callback(names, [&values, key] { values[key]; });
    return;
  }
  const auto keep = [&values, key](const CLI::results_t& results) {
    values[key].insert(values[key].end(), results.begin(), results.end());
    return true;
  };
  app.add_option(names, keep)->expected(1)->allow_extra_args(false)->take_all();
}

void add_command(CLI::App& app, const Command& command, Values& values,
                 std::vector<std::string>& positional) {
  CLI::App* sub = app.add_subcommand(command.name);
  sub->set_help_flag("");
  sub->allow_extras();
  for (const char* name : command.flags) add_flag(*sub, *find_flag(name), values);
  const auto keep = [&positional](const CLI::results_t& results) {
    positional.insert(positional.end(), results.begin(), results.end());
    return true;
  };
  for (std::size_t i = 0; i < command.most_arguments; ++i) {
    sub->add_option(fmt::format("argument{}", i + 1), keep)->expected(1)->allow_extra_args(false);
  }
}

}  // namespace

CommandLine CommandLine::parse(const std::vector<std::string>& arguments) {
  CommandLine result;
  result.text_ = Line(arguments).text;
  CLI::App app;
  app.set_help_flag("");
  app.require_subcommand(0, 1);
  app.allow_extras();
  for (const char* name : kTopFlags) add_flag(app, *find_flag(name), result.values_);
  std::vector<std::string> positional;
  for (const auto& command : all_commands()) add_command(app, command, result.values_, positional);
  const auto chosen = [&app]() -> const Command* {
    const auto subcommands = app.get_subcommands();
    return subcommands.empty() ? nullptr : find_command(subcommands.front()->get_name());
  };
  try {
    app.parse(std::vector<std::string>(arguments.rbegin(), arguments.rend()));
  } catch (const CLI::ParseError& error) {
    Faults(arguments, chosen()).refused(error);
  }
  const Faults top(arguments, nullptr);
  top.check_flags(app.remaining());
  top.check_arguments(app.remaining());
  result.command_ = chosen();
  const Faults faults(arguments, result.command_);
  std::vector<std::string> extras;
  if (result.command_ != nullptr) {
    extras = app.get_subcommand(result.command_->name)->remaining();
  }
  faults.check_flags(extras);
  faults.check_switches();
  faults.check_values(result.values_);
  faults.check_arguments(extras);
  for (const std::string& text : positional) {
    result.arguments_.push_back(
        {text, {Origin::kCommandLine, result.command_->argument, 1, 1, text.size(), text}});
  }
  if (!result.arguments_.empty()) result.argument_ = result.arguments_.front();
  return result;
}

std::string CommandLine::command_name() const { return name_of(command_); }

std::optional<Written> CommandLine::value(std::string_view flag) const {
  const auto all = values(flag);
  if (all.empty()) return std::nullopt;
  return all.back();
}

std::vector<Written> CommandLine::values(std::string_view flag) const {
  std::vector<Written> result;
  const auto found = values_.find(flag);
  if (found == values_.end()) return result;
  for (const auto& text : found->second) {
    result.push_back(
        {text, {Origin::kCommandLine, std::string(flag), 1, 1, std::max<std::size_t>(text.size(), 1), text}});
  }
  return result;
}

Place CommandLine::whole() const { return {Origin::kCommandLine, "sondeo", 1, 1, text_.size(), text_}; }

}  // namespace sondeo::cli
