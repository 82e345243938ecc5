#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "engine/expression/expression.hpp"
#include "engine/ingest/file.hpp"
#include "engine/ingest/file_windows.hpp"
#include "program/run/edit_log.hpp"
#include "program/run/execute.hpp"
#include "program/run/study.hpp"
#include "questionnaires/mapping.hpp"

namespace sondeo::run {

/// A value that the user asked for by a variable's name, an item, a construct, or an expression.
struct Formula {
  Written written;
  std::optional<std::string> name;                                 ///< exactly a name of the level
  std::optional<expression::Expression> expression;                ///< else
  const questionnaires::Disaggregation* disaggregation = nullptr;  ///< whose labels the values get
  std::size_t generations = 0;                                     ///< levels up to where it is derived
};

/// A file, and what is read of it.
struct NeededFile {
  std::filesystem::path path;
  std::int64_t rows = -1;  ///< -1 when the file does not say
  std::vector<const Variable*> variables;
};

/// One record level of a study. First its names are resolved and what is needed is collected; `read` then
/// reads just those variables, once; after that any value is derived when it is first asked for.
class Level {
 public:
  /// Describes the level's files (metadata only). `parent` is read before this level.
  Level(const ingest::DataSpec& spec, const Study& study, const RunOptions& options, Level* parent,
        Diagnostics& findings);

  [[nodiscard]] const std::string& id() const { return spec_.level; }
  /// What a message calls it: its id, or its file where nobody named a level (`tabulate`).
  [[nodiscard]] const std::string& name() const {
    return spec_.level.empty() ? spec_.file.text : spec_.level;
  }
  [[nodiscard]] Level* parent() const { return parent_; }
  [[nodiscard]] const std::string& language() const { return language_; }
  [[nodiscard]] const ingest::DataSpec& spec() const { return spec_; }

  /// The level with labels in another language and without its rows: the labels that a formula's values have
  /// are those of its value here. After `read`.
  /// @param parent  the same of the parent
  [[nodiscard]] std::unique_ptr<Level> without_rows(const std::string& language, Level* parent) const;

  /// The formula that the user's text means here, with all it needs collected.
  /// @throws Error  for a fault in the text, an unknown name (with the nearest), or constructs in a circle
  Formula require(const Written& text);
  /// The same for a text that is an expression for sure.
  Formula require_expression(const Written& text);
  /// The names that a name or pattern means here: `p8_[1-5]`.
  /// @throws Error  for a name that is not here, or a pattern of none
  std::vector<std::string> expand(const Written& pattern);
  /// A disaggregation of this level or one above, or else what `require` gives.
  Formula require_breakdown(const Written& text);
  /// A variable of this level's own files, as it is in the file.
  [[nodiscard]] const Variable* find_variable(std::string_view name) const;

  /// Names of the variables of this level's own files, in their order.
  [[nodiscard]] std::vector<std::string> variable_names() const;

  /// Names of the variables of one of its files; none when the level has no such file.
  [[nodiscard]] std::vector<std::string> names_in(const std::string& file) const;

  /// Selects events on a child level (`read` keeps just those); on the level that carries the design a
  /// domain.
  [[nodiscard]] const std::optional<Formula>& where() const { return where_; }

  /// Reads the variables collected, joins, declares missing codes, finds each row's parent, selects and drops
  /// rows.
  /// @param units  what makes a PSU, to say how many `drop_rows` loses; none on levels without a design
  void read(std::span<const Formula> units);
  [[nodiscard]] std::size_t rows() const { return rows_; }

  /// The files that `read` reads, each with the variables that are needed of it.
  [[nodiscard]] std::vector<NeededFile> needed_files() const;
  /// How many constructs are derived.
  [[nodiscard]] std::size_t derived_count() const;
  /// What of the level needs all its rows at once, as the study writes it; nothing: they can come in parts.
  [[nodiscard]] std::optional<std::string> needs_all_rows() const;
  /// Instead of `read`: the rows of its file from the first on, to be handed to `take_part` one after
  /// another.
  [[nodiscard]] std::unique_ptr<ingest::FileWindows> windows() const;
  void take_part(const Table& rows);
  /// After the last part: the level has as many rows as the values given, each by its formula's text, and
  /// no others.
  void give(std::map<std::string, Column> values, std::size_t rows);
  /// At the end: how many rows there were.
  void set_rows_read(std::size_t rows, std::size_t parts);

  /// What `read` did to the rows, in order.
  [[nodiscard]] const std::vector<RowStep>& row_steps() const { return steps_; }
  /// The parent's row of each row. [rows()]
  [[nodiscard]] std::span<const std::int32_t> parent_rows() const { return parent_rows_; }

  /// The values of a formula of this level. [rows()]
  Column value(const Formula& formula, const std::string& name, expression::MissingPolicy policy = {});
  /// Items and variables that were used, with all that is declared about them.
  [[nodiscard]] std::vector<Column> used_columns() const;

  /// Constructs that were derived.
  [[nodiscard]] std::vector<Column> used_constructs() const;

  /// What the edit rules of this level did, in their order; after `read`.
  [[nodiscard]] std::span<const EditCount> edit_counts() const { return edit_counts_; }
  /// What was imputed, in the order of the rules; after `read`.
  [[nodiscard]] std::span<const ImputeCount> impute_counts() const { return impute_counts_; }

  /// Items of the instrument that this level's files have, each with all it needs collected.
  /// @throws Error  for a fault in an item's universe
  void require_items();
  [[nodiscard]] const std::vector<questionnaires::ItemVariable>& items() const { return items_; }
  /// The item's universe; null when it has none, or one that nothing was mapped for.
  [[nodiscard]] const Formula* universe_of(const std::string& item) const;
  /// The answers of an item as `value` gives them, but blanks outside its universe are not told apart.
  [[nodiscard]] Column answers_of(const questionnaires::ItemVariable& item) const;

 private:
  struct Source {
    ingest::FileDescription description;
    std::set<std::string, std::less<>> needed;
    const ingest::JoinSpec* join = nullptr;  ///< null: the level's own file
  };
  struct DerivedConstruct {
    const questionnaires::Construct* construct;
    std::optional<Formula> formula;
    std::optional<Formula> universe;
    std::optional<Formula> cap_by;
    std::optional<Formula> cap_weight;
    std::optional<Formula> cap_unknown;
    bool in_progress = false;
  };
  struct PlannedEdit {
    const questionnaires::Edit* edit;
    std::string variable;  ///< as it is stored
    Formula where;
    std::optional<Formula> expression;
  };
  struct PlannedImpute {
    const ImputeSpec* spec;
    std::vector<std::string> variables;  ///< as they are stored
    std::optional<Formula> where;
    std::optional<Formula> weight;
    std::vector<Formula> classes;
    std::uint32_t rule = 0;       ///< its position in the study
    std::uint32_t implicate = 0;  ///< which completed data set this is, from 1
    std::uint64_t seed = 0;
  };

  Level(const Level&) = default;

  void open_source(const Written& file, const ingest::JoinSpec* join);
  void collect_names(const Study& study);
  void require_keys();
  void require_name(const std::string& name, const Place& place);
  void require_construct(DerivedConstruct& derived, const Place& place);
  void require_universe(const questionnaires::ItemVariable& item, const Place& place);
  bool require_variable(std::string_view name);
  [[nodiscard]] const questionnaires::Disaggregation* find_disaggregation(std::string_view id) const;
  void propose_disaggregations(const std::string& name, Diagnostic& fault) const;
  [[nodiscard]] std::string parent_name(std::string_view name) const;

  void read_sources();
  [[nodiscard]] Table with_declared_missing(const Table& rows) const;
  void join_source(const Source& source);
  void find_parents();
  void require_edits(const std::vector<questionnaires::Edit>& edits);
  Formula require_stored(const questionnaires::Edit& edit, const Written& text);
  std::string stored_variable(const Written& name, const std::string& rule);
  void apply_edits();
  void apply_edit(const PlannedEdit& planned);
  Column stored_answers(const std::string& name);
  Column stored_value(const Formula& formula, const std::string& name);
  void require_imputes(const Study& study);
  void impute();
  void impute_by(const PlannedImpute& planned);
  void select_events();
  void drop_rows(std::span<const Formula> units);
  void keep_rows(std::span<const std::int32_t> kept);
  Column column(const std::string& name);
  Column derive(DerivedConstruct& derived);
  void require_cap(DerivedConstruct& derived);
  Column capped(const DerivedConstruct& derived, const Column& counted);
  [[nodiscard]] Column labelled(const Column& column,
                                const questionnaires::Disaggregation& disaggregation) const;
  [[nodiscard]] expression::NameContext name_context() const;

  const ingest::DataSpec& spec_;
  const RunOptions& options_;
  std::string language_;
  std::filesystem::path folder_;
  ingest::ReadOptions reading_;
  Level* parent_;
  Diagnostics& findings_;
  std::vector<Source> sources_;
  std::vector<questionnaires::ItemVariable> items_;
  std::map<std::string, std::optional<Formula>, std::less<>> universes_;  ///< by item; empty: being required
  std::map<std::string, DerivedConstruct, std::less<>> constructs_;
  std::vector<const questionnaires::Disaggregation*> disaggregations_;
  std::vector<std::string> names_;  ///< all that an expression may use here
  std::set<std::string, std::less<>> name_set_;
  std::vector<PlannedEdit> edits_;
  std::vector<EditCount> edit_counts_;
  std::vector<PlannedImpute> imputes_;
  std::vector<ImputeCount> impute_counts_;
  std::set<std::string, std::less<>> flags_;  ///< names of the variables that say what was imputed
  std::optional<Formula> where_;
  std::optional<Formula> drop_;
  std::size_t rows_ = 0;
  std::vector<RowStep> steps_;
  std::map<std::string, Column> given_;  ///< by a formula's text: what is left of rows that came in parts
  Table files_;                          ///< variables as read
  Table scope_;                          ///< what expressions see: items, constructs, variables, the parent's
  std::vector<std::int32_t> parent_rows_;
};

}  // namespace sondeo::run
