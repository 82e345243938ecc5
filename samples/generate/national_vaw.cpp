#include "samples/generate/national_vaw.hpp"

#include <functional>
#include <limits>
#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "samples/generate/women.hpp"

namespace sondeo::samples {
namespace {

using Labels = std::map<double, std::string>;

const Labels kYesNo = {{1, "S\u00ed"}, {2, "No"}, {8, "No sabe"}, {9, "No responde"}};
const Labels kFrequency = {{1, "Muchas veces"}, {2, "Algunas veces"}, {3, "Una vez"},
                           {4, "No"},           {8, "No sabe"},       {9, "No responde"}};
const Labels kDifficulty = {
    {1, "Ninguna dificultad"},           {2, "Cierta dificultad"}, {3, "Mucha dificultad"},
    {4, "No puede hacerlo en absoluto"}, {8, "No sabe"},           {9, "No responde"}};

Variable variable(std::string name, std::string label, Labels labels = {}, std::vector<double> missing = {}) {
  Variable result;
  result.name = std::move(name);
  result.label = std::move(label);
  result.labels.numbers = std::move(labels);
  for (const double code : missing) result.missing.ranges.push_back({code, code});
  result.format = "F8.0";
  return result;
}

/// The file's columns, one variable after another, each from the same women.
class Writer {
 public:
  explicit Writer(const std::vector<Woman>& women) : women_(women), table_(women.size()) {}

  void codes(Variable metadata, const std::function<int(const Woman&)>& code) {
    numbers(std::move(metadata), [&](const Woman& woman) { return static_cast<double>(code(woman)); });
  }

  /// Zero is a question that was not put.
  void answers(Variable metadata, const std::function<int(const Woman&)>& code) {
    numbers(std::move(metadata), [&](const Woman& woman) {
      const int answer = code(woman);
      return answer == kNotPut ? missing_value() : static_cast<double>(answer);
    });
  }

  void numbers(Variable metadata, const std::function<double(const Woman&)>& number) {
    std::vector<double> values;
    values.reserve(women_.size());
    for (const Woman& woman : women_) values.push_back(number(woman));
    table_.add(Column::of_numbers(std::move(metadata), std::move(values)));
  }

  void household() {
    Variable metadata = variable("hogar", "Identificador del hogar");
    metadata.type = VariableType::kText;
    metadata.format = "A12";
    metadata.width = 12;
    std::vector<std::string> values;
    values.reserve(women_.size());
    for (const Woman& woman : women_) values.push_back(woman.household);
    table_.add(Column::of_texts(std::move(metadata), values));
  }

  Table table() && { return std::move(table_); }

 private:
  const std::vector<Woman>& women_;
  Table table_;
};

void add_design(Writer& file) {
  file.household();
  file.codes(variable("estrato", "Estrato de muestreo"), [](const Woman& w) { return w.stratum; });
  file.codes(variable("upm", "Unidad primaria de muestreo"), [](const Woman& w) { return w.psu; });
  file.codes(variable("region", "Regi\u00f3n",
                      {{1, "Metropolitana"}, {2, "Norte"}, {3, "Occidente"}, {4, "Oriente"}, {5, "Caribe"}}),
             [](const Woman& w) { return w.region; });
  file.codes(variable("area", "\u00c1rea de residencia", {{1, "Urbana"}, {2, "Rural"}}),
             [](const Woman& w) { return w.area; });
  file.codes(variable("n_mujeres", "Mujeres de 15 a\u00f1os y m\u00e1s en el hogar"),
             [](const Woman& w) { return w.women_in_household; });
  Variable weight = variable("fac_mujer", "Factor de expansi\u00f3n de la mujer seleccionada");
  weight.format = "F10.4";
  file.numbers(std::move(weight), [](const Woman& w) { return w.weight; });
}

void add_woman(Writer& file) {
  file.codes(variable("edad", "Edad en a\u00f1os cumplidos"), [](const Woman& w) { return w.age; });
  file.codes(
      variable("educacion", "Nivel educativo m\u00e1s alto aprobado",
               {{1, "Ninguno"}, {2, "Primaria"}, {3, "Secundaria"}, {4, "Superior"}, {9, "No responde"}},
               {9}),
      [](const Woman& w) { return w.education; });
  const std::vector<std::string> kDifficulties = {
      "ver, incluso con lentes", "o\u00edr, incluso con aud\u00edfono",    "caminar o subir escalones",
      "recordar o concentrarse", "su cuidado personal, como ba\u00f1arse", "comunicarse en su idioma"};
  for (std::size_t item = 0; item < kDifficulties.size(); ++item) {
    file.codes(variable(fmt::format("wg{}", item + 1), "Dificultad para " + kDifficulties[item], kDifficulty,
                        {8, 9}),
               [item](const Woman& w) { return w.difficulty[item]; });
  }
  file.codes(
      variable("pareja", "\u00bfTiene o tuvo esposo, compa\u00f1ero o novio?",
               {{1, "S\u00ed, actualmente"}, {2, "S\u00ed, antes"}, {3, "Nunca"}, {9, "No responde"}}, {9}),
      [](const Woman& w) { return w.partner; });
}

struct Act {
  std::string name;  // with "v" for ever in life and "a" for the last year in the place of "?"
  std::string label;
};

std::vector<Act> acts() {
  return {{"f?1", "La empuj\u00f3, la jalone\u00f3 o le tir\u00f3 del pelo"},
          {"f?2", "La abofete\u00f3 o le tir\u00f3 cosas"},
          {"f?3", "La golpe\u00f3 con el pu\u00f1o o con un objeto"},
          {"f?4", "La pate\u00f3, la arrastr\u00f3 o le dio una golpiza"},
          {"f?5", "Trat\u00f3 de ahorcarla o de quemarla"},
          {"f?6", "La amenaz\u00f3 o la atac\u00f3 con cuchillo, pistola u otra arma"},
          {"s?1", "La oblig\u00f3 por la fuerza a tener relaciones sexuales"},
          {"s?2", "Tuvo relaciones sexuales por miedo a lo que \u00e9l hiciera"},
          {"s?3", "La oblig\u00f3 a actos sexuales humillantes"},
          {"p?1", "La insult\u00f3 o la hizo sentir mal consigo misma"},
          {"p?2", "La humill\u00f3 o la menospreci\u00f3 ante otras personas"},
          {"p?3", "Insisti\u00f3 en saber en todo momento d\u00f3nde estaba"},
          {"p?4", "Le impidi\u00f3 ver a su familia o a sus amistades"},
          {"p?5", "La amenaz\u00f3 con hacerle da\u00f1o a ella o a alguien querido"},
          {"e?1", "Le neg\u00f3 dinero para el hogar aunque lo ten\u00eda"},
          {"e?2", "Le quit\u00f3 sus ingresos o sus bienes"},
          {"e?3", "Le prohibi\u00f3 trabajar o estudiar"}};
}

std::string named(const Act& act, char when) {
  std::string name = act.name;
  name[1] = when;
  return name;
}

void add_acts(Writer& file) {
  const std::vector<Act> all = acts();
  for (std::size_t act = 0; act < all.size(); ++act) {
    file.answers(variable(named(all[act], 'v'), all[act].label + ", alguna vez en la vida", kYesNo, {8, 9}),
                 [act](const Woman& w) { return w.ever[act]; });
    file.answers(variable(named(all[act], 'a'), all[act].label + ", \u00faltimos 12 meses", kFrequency),
                 [act](const Woman& w) { return w.last_year[act]; });
  }
  file.answers(variable("denuncio", "\u00bfDenunci\u00f3 lo ocurrido ante alguna autoridad?", kYesNo, {8, 9}),
               [](const Woman& w) { return w.reported; });
}

void add_general_questions(Writer& file) {
  file.answers(
      variable("np1", "Violencia sexual de alguien que no es pareja, \u00faltimos 12 meses", kYesNo, {8, 9}),
      [](const Woman& w) { return w.non_partner; });
  const std::vector<std::string> kCrimes = {"Agresi\u00f3n f\u00edsica", "Robo con violencia", "Amenazas"};
  for (std::size_t crime = 0; crime < kCrimes.size(); ++crime) {
    file.answers(
        variable(fmt::format("v{}", crime + 1), kCrimes[crime] + ", \u00faltimos 12 meses", kYesNo, {8, 9}),
        [crime](const Woman& w) { return w.victim[crime]; });
    file.answers(variable(fmt::format("vp{}", crime + 1),
                          kCrimes[crime] + ": denunci\u00f3 el \u00faltimo hecho ante la polic\u00eda",
                          kYesNo, {8, 9}),
                 [crime](const Woman& w) { return w.police[crime]; });
  }
  file.answers(variable("seg", "Qu\u00e9 tan segura se siente al caminar sola cuando oscurece",
                        {{1, "Muy segura"},
                         {2, "Segura"},
                         {3, "Insegura"},
                         {4, "Muy insegura"},
                         {5, "Nunca sale"},
                         {99, "No sabe"}},
                        {99}),
               [](const Woman& w) { return w.safety; });
  const std::vector<std::string> kGrounds = {"sexo", "etnia", "discapacidad"};
  for (std::size_t ground = 0; ground < kGrounds.size(); ++ground) {
    file.answers(
        variable(fmt::format("d{}", ground + 1),
                 fmt::format("Se sinti\u00f3 discriminada por {}, \u00faltimos 12 meses", kGrounds[ground]),
                 kYesNo, {8, 9}),
        [ground](const Woman& w) { return w.discriminated[ground]; });
  }
}

}  // namespace

Table national_vaw(int times) {
  const std::vector<Woman> women = synthetic_women(times);
  Writer file(women);
  add_design(file);
  add_woman(file);
  add_acts(file);
  add_general_questions(file);
  return std::move(file).table();
}

}  // namespace sondeo::samples
