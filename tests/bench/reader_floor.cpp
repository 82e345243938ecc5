// The floor that reading is measured against: ReadStat with an empty value handler.
//   reader_floor FILE COLUMNS   reads the first COLUMNS variables and prints the number of values called out.
#include <charconv>
#include <cstdio>
#include <cstring>
#include <string_view>

#include <readstat.h>

namespace {

struct Floor {
  int columns = 0;
  long values = 0;
};

int on_variable(int index, readstat_variable_t*, const char*, void* context) {
  return index < static_cast<Floor*>(context)->columns ? READSTAT_HANDLER_OK : READSTAT_HANDLER_SKIP_VARIABLE;
}

int on_value(int, readstat_variable_t*, readstat_value_t, void* context) {
  ++static_cast<Floor*>(context)->values;
  return READSTAT_HANDLER_OK;
}

}  // namespace

int main(int argument_count, char** arguments) {
  if (argument_count != 3) return 2;
  Floor floor;
  std::from_chars(arguments[2], arguments[2] + std::strlen(arguments[2]), floor.columns);
  readstat_parser_t* parser = readstat_parser_init();
  readstat_set_variable_handler(parser, &on_variable);
  readstat_set_value_handler(parser, &on_value);
  const bool stata = std::string_view(arguments[1]).ends_with(".dta");
  const readstat_error_t error = stata ? readstat_parse_dta(parser, arguments[1], &floor)
                                       : readstat_parse_sav(parser, arguments[1], &floor);
  readstat_parser_free(parser);
  std::printf("%ld\n", floor.values);
  return error == READSTAT_OK ? 0 : 1;
}
